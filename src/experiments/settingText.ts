/** The setting of some runs in words: what was trained, on how many examples, and how. */
import { groupBy } from '../analysis/groups';
import type { RunConfig } from '../types';

/** The parts of a configuration that a setting names. */
export type Setting = Pick<
  RunConfig,
  'method' | 'task' | 'seed' | 'trainSize' | 'evalSize' | 'split' | 'epochs' | 'batch' | 'learningRate'
>;

const splitNames = { validation: 'validation', test: 'test', 'held-out': 'held-out training' };

/**
 * `6 runs: sentiment; seeds 1 and 2; 3,000 training and 1,000 validation examples; 2 epochs; batches of 16; learning
 * rate 0.0005`. A value that differs from task to task is named with its tasks.
 */
export function settingText(runs: readonly Setting[]): string {
  const seeds = distinct(runs.map(({ seed }) => seed)).sort((a, b) => a - b);
  const rates = distinct(runs.map(({ learningRate }) => learningRate)).sort((a, b) => a - b);
  const splits = distinct(runs.map(({ split = 'validation' }) => splitNames[split]));
  return [
    `${counted(runs.length, 'run')}: ${listed(distinct(runs.map(({ task }) => task)))}`,
    `seed${seeds.length === 1 ? '' : 's'} ${listed(seeds.map(String))}`,
    `${byTask(runs, 'trainSize')} training and ${byTask(runs, 'evalSize')} ${listed(splits)} examples`,
    `${byTask(runs, 'epochs')} epoch${runs.every(({ epochs }) => epochs === 1) ? '' : 's'}`,
    `batches of ${byTask(runs, 'batch')}`,
    `learning rate${rates.length === 1 ? '' : 's'} ${listed(rates.map(String))}`,
  ].join('; ');
}

/** The value that all runs have; else `6,000 (2,500 of entailment)`; else all values. */
function byTask(runs: readonly Setting[], name: 'trainSize' | 'evalSize' | 'epochs' | 'batch'): string {
  const text = (value: number) => value.toLocaleString('en');
  const tasks = groupBy(runs, ({ task }) => [task]).map((group) => ({
    task: group[0].task,
    values: distinct(group.map((run) => run[name])).sort((a, b) => a - b),
  }));
  const sets = groupBy(tasks, ({ values }) => values).sort((a, b) => b.length - a.length);
  const [usual, ...others] = sets.map((set) => ({
    values: listed(set[0].values.map(text)),
    tasks: listed(set.map(({ task }) => task)),
  }));
  if (others.length === 0) return usual.values;
  return `${usual.values} (${others.map((other) => `${other.values} of ${other.tasks}`).join('; ')})`;
}

/** `1 run`, `2 runs`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
