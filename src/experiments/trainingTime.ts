import { type RunOptions, recipe } from '../runs/config';
import type { RunRecord } from '../types';
import { durationText } from './pace';

type Sizes = { readonly trainSize: number; readonly epochs: number };

/** Examples that pass through the model during training. */
const passes = ({ trainSize, epochs }: Sizes): number => trainSize * epochs;

/**
 * `12 min of training`, from the runs that are at hand; or `about 3 min`, if some are not: these are estimated from
 * the pace of other runs, per training example and epoch, of the same method if there are such. Empty without any.
 */
export function trainingTime(
  wanted: readonly RunOptions[],
  found: readonly RunRecord[],
  others: readonly RunRecord[] = [],
): string {
  const seconds = found.reduce((sum, run) => sum + run.seconds, 0);
  const isFound = ({ method, task, seed }: RunOptions) =>
    found.some(({ config }) => config.method === method.name && config.task === task && config.seed === seed);
  const left = wanted.length === found.length ? [] : wanted.filter((options) => !isFound(options));
  if (left.length === 0) return `${durationText(seconds)} of training`;
  const known = [...found, ...others];
  if (known.length === 0) return '';
  const estimated = left.reduce((sum, { method, trainSize, epochs }) => {
    const sizes = { trainSize: trainSize ?? recipe.trainSize, epochs: epochs ?? recipe.epochs };
    return sum + passes(sizes) * paceOf(method.name, known);
  }, 0);
  return `about ${durationText(seconds + estimated)} of training`;
}

/** Seconds per training example and epoch. */
function paceOf(method: string, known: readonly RunRecord[]): number {
  const own = known.filter(({ config }) => config.method === method);
  const runs = own.length > 0 ? own : known;
  const total = runs.reduce((sum, { config }) => sum + passes(config), 0);
  return runs.reduce((sum, { seconds }) => sum + seconds, 0) / total;
}
