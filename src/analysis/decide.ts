import { LabError } from '../errors';
import type { ExitRecord, ExitSignal, Labels } from '../types';
import { exitPredictions } from './exitScores';
import { signalScores } from './signalScores';

export type Rule = (score: number, threshold: number) => boolean;

export const rules: { readonly [when in ExitSignal['exitsWhen']]: Rule } = {
  'score >= threshold': (score, threshold) => score >= threshold,
  'score > threshold': (score, threshold) => score > threshold,
  'score < threshold': (score, threshold) => score < threshold,
};

/**
 * The index of the exit where each example leaves, [N] of 0..E-1: the first that meets the threshold, else the last.
 * Scores and threshold are compared as float32, as the authors' code compares them.
 */
export function decide(record: ExitRecord, signal: ExitSignal, threshold: number): Int32Array {
  const N = record.labels.length;
  const last = record.depths.length - 1;
  const scores = signalScores(record, signal);
  requireThreshold(threshold, signal);
  const leaves = rules[signal.exitsWhen];
  const t = Math.fround(threshold);
  return Int32Array.from({ length: N }, (_, n) => {
    let e = 0;
    while (e < last && !leaves(scores[e * N + n], t)) e++;
    return e;
  });
}

/** Refuses NaN, which no score is on either side of. */
export function requireThreshold(threshold: number, { name }: ExitSignal): void {
  if (Number.isNaN(threshold)) throw new LabError(`expected a threshold for ${name}, got NaN`);
}

/** What is answered when example n leaves at exit exits[n], [N]: classes, or the numbers of a regression task. */
export function decidedPredictions(record: ExitRecord, exits: ArrayLike<number>): Labels {
  const answers = exitPredictions(record);
  const N = record.labels.length;
  return answers.slice(0, N).map((_, n) => answers[exits[n] * N + n]);
}
