import * as tf from '@tensorflow/tfjs-core';
import { exitLayers, sampleWeights } from '../methods/cosee/sampleWeights';
import type { ExitRecord, ExitSignal } from '../types';
import { finiteScores } from './signalScores';
import { linspace } from './thresholds';

/** How many thresholds stand for a uniform draw. */
const THRESHOLDS = 50;

/** The least and the greatest signal of the internal exits: the range that COSEE draws thresholds from. */
export function internalRange(record: ExitRecord, signal: ExitSignal): [least: number, greatest: number] {
  const scores = internalScores(record, signal);
  return [scores.reduce((a, b) => Math.min(a, b)), scores.reduce((a, b) => Math.max(a, b))];
}

/**
 * [E]: how much an exit weighs on average in COSEE's loss (Eq. 3 to 5), over the examples of a record and thresholds
 * that are spread evenly over a range. Without weighting (β = 0) every exit has 1/E.
 */
export async function meanWeights(
  record: ExitRecord,
  signal: ExitSignal,
  beta: number,
  [least, greatest]: readonly [number, number] = internalRange(record, signal),
): Promise<number[]> {
  const exits = record.depths.length;
  const mean = tf.tidy(() => {
    const scores = tf.tensor2d(internalScores(record, signal), [exits - 1, record.labels.length]);
    const thresholds = tf.tensor1d(linspace(least, greatest, THRESHOLDS));
    const layers = exitLayers(signal.exitsWhen, scores, thresholds);
    return tf.mean(sampleWeights(layers, exits, tf.scalar(beta)), 0);
  });
  const values = Array.from(await mean.data());
  mean.dispose();
  return values;
}

const internalScores = (record: ExitRecord, signal: ExitSignal): Float32Array =>
  finiteScores(record, signal).subarray(0, (record.depths.length - 1) * record.labels.length);
