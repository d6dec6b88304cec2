import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../exits';
import { gradientsOf, stepInputs } from '../training/step';
import type { Batch, Method, Parameters } from '../types';
import type { BlockGradients } from './conflict';

/**
 * The gradients whose conflict SWEET measures (§3.1). For the block before each exit except the last: the gradient of
 * the loss of this exit and of each later one, with respect to the last feed-forward matrix of the block. Dropout is
 * off. For methods with one shared encoder.
 */
export async function exitGradients(
  model: MultiExit,
  method: Method,
  parameters: Parameters<Tensor>,
  batch: Batch,
): Promise<BlockGradients[]> {
  const { depths, encoder } = model;
  const blocks = depths.slice(0, -1);
  const matrixOf = (depth: number) => encoder.measuredMatrix(depth - 1);
  const training = { model: { ...model, encoder: encoder.withDropout(0) }, method };
  const byExit = depths.map((_, exit) => {
    const names = blocks.slice(0, exit + 1).map(matrixOf);
    return tf.tidy(() => {
      const { gradients } = gradientsOf(training, parameters, stepInputs(batch, 0), {
        total: ({ losses }) => losses[exit],
        names,
      });
      return names.map((name) => gradients[name]);
    });
  });
  const values = await Promise.all(
    byExit.map((tensors) => Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))),
  );
  tf.dispose(byExit);
  return blocks.map((depth, block) => ({
    depth,
    shape: encoder.blockShapes(depth - 1)[matrixOf(depth)] as [number, number],
    exits: depths
      .slice(block)
      .map((exitDepth, k) => ({ depth: exitDepth, gradient: values[block + k][block] })),
  }));
}
