import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../exits';
import { gradientsOf, stepInputs } from '../training/step';
import type { Batch, Method, Parameters } from '../types';
import type { BlockGradients } from './conflict';

/**
 * The gradients whose conflict SWEET measures (§3.1). For the block before each exit except the last: the gradient of
 * the loss of this exit and of each later one, with respect to the last feed-forward matrix of the block. Dropout is
 * off. For methods with one shared encoder. A matrix that several of these blocks share (ALBERT) is measured once, for
 * the first of them; its gradient goes through all blocks that read it.
 */
export async function exitGradients(
  model: MultiExit,
  method: Method,
  parameters: Parameters<Tensor>,
  batch: Batch,
): Promise<BlockGradients[]> {
  const { depths, encoder } = model;
  const measured = measuredAt(model);
  const training = { model: { ...model, encoder: encoder.withDropout(0) }, method };
  const byExit = depths.map((_, exit) => {
    const names = measured.filter((block) => block.exit <= exit).map(({ matrix }) => matrix);
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
  return measured.map(({ exit: first, depth, matrix }, block) => ({
    depth,
    shape: encoder.blockShapes(depth - 1)[matrix] as [number, number],
    exits: depths
      .slice(first)
      .map((exitDepth, k) => ({ depth: exitDepth, gradient: values[first + k][block] })),
  }));
}

/** The matrices of the blocks before the exits, without the last exit, each at the first exit whose block has it. */
function measuredAt({ depths, encoder }: MultiExit) {
  const all = depths
    .slice(0, -1)
    .map((depth, exit) => ({ exit, depth, matrix: encoder.measuredMatrix(depth - 1) }));
  return all.filter(({ matrix }, i) => all.findIndex((other) => other.matrix === matrix) === i);
}
