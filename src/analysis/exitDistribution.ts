import { LabError } from '../errors';
import { derivedSeed, permutation, seededRandom } from '../text/random';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';

/** The number of examples of one label that leave at one exit. */
export interface ExitCount {
  /** A class of the task, from 0. */
  readonly label: number;
  readonly depth: number;
  readonly examples: number;
  /** As a fraction of all examples of the record. */
  readonly share: number;
}

/**
 * The distribution of examples over exits at one threshold, by label and depth (COSEE Fig. 1 and 7). A cell without
 * examples has the count 0.
 */
export function exitDistribution(record: ExitRecord, signal: ExitSignal, threshold: number): ExitCount[] {
  const { depths, labels, classes } = record;
  if (classes < 2)
    throw new LabError('expected a classification task, to count examples by class; got a regression task');
  const counts = new Int32Array(classes * depths.length);
  decide(record, signal, threshold).forEach((e, n) => {
    counts[labels[n] * depths.length + e]++;
  });
  return Array.from(counts, (examples, i) => ({
    label: Math.floor(i / depths.length),
    depth: depths[i % depths.length],
    examples,
    share: examples / labels.length,
  }));
}

/**
 * The distance of two exit distributions, from 0 (equal) to 1 (no exit in common): the total variation of the depths.
 * COSEE Fig. 7 compares training and development examples. Counts are summed over labels; for one label, pass the
 * cells of that label.
 */
export function exitDistance(a: readonly ExitCount[], b: readonly ExitCount[]): number {
  const depths = [...new Set([...a, ...b].map(({ depth }) => depth))];
  const countsOf = (cells: readonly ExitCount[]) =>
    depths.map((depth) => cells.reduce((sum, cell) => sum + (cell.depth === depth ? cell.examples : 0), 0));
  return totalVariation(countsOf(a), countsOf(b));
}

/**
 * Distances between two random parts of all examples of two distributions: what chance alone would give (a permutation
 * test). The parts have the sizes of the distributions.
 */
export function chanceDistances(
  a: readonly ExitCount[],
  b: readonly ExitCount[],
  { seed = 0, draws = 400 } = {},
): number[] {
  const depths = [...a, ...b].flatMap(({ depth, examples }) => new Array<number>(examples).fill(depth));
  const places = [...new Set(depths)];
  const first = a.reduce((sum, { examples }) => sum + examples, 0);
  const random = seededRandom(derivedSeed(seed, 'permutation'));
  return Array.from({ length: draws }, () => {
    const order = permutation(depths.length, random);
    const counts = [places.map(() => 0), places.map(() => 0)];
    order.forEach((n, i) => {
      counts[i < first ? 0 : 1][places.indexOf(depths[n])]++;
    });
    return totalVariation(counts[0], counts[1]);
  });
}

/** Half of the sum of |p_i - q_i| for the shares p and q of two lists of counts. */
export function totalVariation(a: readonly number[], b: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [all, others] = [total(a), total(b)];
  if (a.length !== b.length || all === 0 || others === 0)
    throw new LabError(
      `expected two distributions over the same exits, each of at least one example, ` +
        `got ${a.length} exits with ${all} and ${b.length} with ${others}`,
    );
  return a.reduce((sum, count, i) => sum + Math.abs(count / all - b[i] / others), 0) / 2;
}
