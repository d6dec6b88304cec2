import { LabError } from '../errors';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';

/** How many examples of one label leave at one exit. */
export interface ExitCount {
  /** A class of the task, from 0. */
  readonly label: number;
  readonly depth: number;
  readonly examples: number;
  /** Of all examples of the record. */
  readonly share: number;
}

/** Where examples leave at a threshold, by label and depth (COSEE Fig. 1 and 7); cells without examples are there with 0. */
export function exitDistribution(record: ExitRecord, signal: ExitSignal, threshold: number): ExitCount[] {
  const { depths, labels, classes } = record;
  if (classes < 2) throw new LabError('expected classes to count examples by, got a task of numbers');
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
 * How far apart two sets of examples leave, 0 (alike) to 1 (at no common exit): the total variation of their depths, such as
 * training beside development examples (COSEE Fig. 7). Labels are added up: give the cells of one label for that label alone.
 */
export function exitDistance(a: readonly ExitCount[], b: readonly ExitCount[]): number {
  const depths = [...new Set([...a, ...b].map(({ depth }) => depth))];
  const countsOf = (cells: readonly ExitCount[]) =>
    depths.map((depth) => cells.reduce((sum, cell) => sum + (cell.depth === depth ? cell.examples : 0), 0));
  return totalVariation(countsOf(a), countsOf(b));
}

/** Half the sum of |p_i - q_i| for the shares p and q of two lists of counts. */
export function totalVariation(a: readonly number[], b: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [all, others] = [total(a), total(b)];
  if (a.length !== b.length || all === 0 || others === 0)
    throw new LabError(
      `expected two distributions over the same exits, each of at least one example, got ${a.length} exits with ${all} and ${b.length} with ${others}`,
    );
  return a.reduce((sum, count, i) => sum + Math.abs(count / all - b[i] / others), 0) / 2;
}
