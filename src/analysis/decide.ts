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
 * The index of the exit where each example leaves, [N] of 0..E-1: the first exit whose score meets the threshold,
 * else the last exit. Scores and threshold are compared as float32, like in the published code.
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

/** Throws LabError for the threshold NaN: every comparison with NaN is false. */
export function requireThreshold(threshold: number, { name }: ExitSignal): void {
  if (Number.isNaN(threshold)) throw new LabError(`expected a threshold for ${name}, got NaN`);
}

/** The answer to each example n that leaves at exit exits[n], [N]: classes, or numbers for a regression task. */
export function decidedPredictions(record: ExitRecord, exits: ArrayLike<number>): Labels {
  const answers = exitPredictions(record);
  const N = record.labels.length;
  return answers.slice(0, N).map((_, n) => answers[exits[n] * N + n]);
}
