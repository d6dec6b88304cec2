/** In what the data of a figure differ from those of the paper. */
import { basename } from 'node:path';
import { glueForms } from '../analysis';
import type { Evidence, Profile, StoredRuns } from '../experiments';
import { taskLike } from '../experiments/taskLike';
import type { RunRecord } from '../types';
import type { Figure, Printed } from './printed';

/** Where a figure comes from. */
export interface Origins {
  readonly profile: Profile;
  readonly evidence: Evidence;
  readonly stored: { readonly [experiment: string]: StoredRuns };
}

type On = Pick<Printed, 'encoders' | 'tasks' | 'oneRun' | 'split' | 'encodersOf'>;

/** The encoders, tasks and files that stand in for those of the paper, and those that nothing stands in for. */
export function standIns(on: On, made: readonly Figure[], from: Origins): string[] {
  const names = new Set(made.flatMap(({ view }) => view.from.map(({ name }) => name)));
  const runs = [...names].flatMap((name) => from.stored[name].found);
  return [...encodersText(on, from), ...tasksText(on, runs), ...splitText(on, runs)];
}

/** The names that the papers give to encoders. */
const names: { readonly [folder: string]: string } = {
  'bert-base-uncased': 'BERT-base',
  'bert-large-uncased': 'BERT-large',
  'deberta-base': 'DeBERTa-base',
  'deberta-large': 'DeBERTa-large',
  'albert-base-v2': 'ALBERT-base',
};

function encodersText({ encoders = [], encodersOf }: On, { profile, evidence }: Origins): string[] {
  const shown = encodersOf?.(evidence) ?? [profile.encoder];
  const here = shown.map((encoder) => names[basename(encoder)] ?? basename(encoder));
  const others = encoders.filter((encoder) => !here.includes(encoder));
  if (others.length === 0) return [];
  return here.some((encoder) => encoders.includes(encoder))
    ? [`without ${others.join(', ')}`]
    : [`${here.join(', ')} for ${encoders.join(', ')}`];
}

function tasksText({ tasks = [], oneRun }: On, runs: readonly RunRecord[]): string[] {
  const here = [...new Set(runs.map(({ config }) => config.task))];
  if (here.length === 0) return [];
  const others = tasks.filter((task) => !here.includes(task));
  const like = (task: string) =>
    oneRun ? taskLike(task, here) : here.find((own) => glueForms[own] === task);
  const instead = others.flatMap((task) => (like(task) ? `${like(task)} for ${task}` : []));
  const absent = others.filter((task) => !like(task));
  return [...instead, ...(absent.length > 0 ? [`without ${absent.join(', ')}`] : [])];
}

function splitText({ split }: On, runs: readonly RunRecord[]): string[] {
  const here = new Set(runs.map(({ config }) => config.split ?? 'validation'));
  if (split === undefined || here.size === 0 || here.has(split)) return [];
  return [`${[...here].join(' and ')} examples for the ${split} set`];
}
