/** What a loss is given where a test calls it itself. */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { lossInputs } from '../../src/training/lossInputs';
import type { ExitOutput, LossInputs, Note } from '../../src/types';

/** An exit that says these logits, and what its gate says. */
export const exitSaying = (depth: number, logits: Tensor2D, gates?: Tensor1D): ExitOutput => ({
  ...{ depth, logits, features: logits, input: logits },
  ...(gates && { extras: { gates } }),
});

/** The inputs of a loss, with a seed of 1. */
export const inputsByHand = (
  exits: readonly ExitOutput[],
  losses: readonly Scalar[],
  labels: Tensor1D,
  schedule?: Tensor1D,
  note?: Note,
): LossInputs =>
  lossInputs(exits, losses, { labels, schedule, seed: tf.tensor1d([1], 'int32'), parameters: {} }, note);
