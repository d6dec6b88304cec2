import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';

/** A scalar to differentiate, and other tensors of the forward pass that the caller needs. */
export interface Forward<T> {
  readonly y: Scalar;
  readonly beside: T;
}

/**
 * Runs `forward` on `xs`. Returns ∂y/∂x for each x, and `beside`. If y does not depend on x, the gradient of x is
 * zero. The enclosing tidy owns all returned tensors. An error leaves no tensors. Throws LabError if y is not a
 * scalar tensor.
 */
export function differentiate<T>(
  xs: readonly Tensor[],
  forward: (xs: readonly Tensor[]) => Forward<T>,
): { readonly gradients: Tensor[]; readonly beside: T } {
  if (xs.length === 0) return { gradients: [], beside: forward([]).beside };
  const kept: Tensor[] = [];
  let beside: T | undefined;
  const scalar = (): Scalar => {
    const made = forward(xs);
    checkScalar(made.y);
    beside = mapTensors(made.beside, (x) => {
      kept.push(tf.keep(tf.clone(x)));
      return kept[kept.length - 1];
    });
    return made.y;
  };
  try {
    const { grads } = tf.engine().gradients(scalar, [...xs], undefined, true);
    return {
      gradients: grads.map((gradient, i) => gradient ?? tf.zerosLike(xs[i])),
      beside: mapTensors(beside as T, (x) => tf.clone(x)),
    };
  } catch (error) {
    dropTape();
    throw error;
  } finally {
    tf.dispose(kept);
  }
}

/**
 * Disposes of the tensors that operations saved for gradients that were not computed. tfjs disposes of the others
 * only.
 */
function dropTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved = [] } of state.activeTape ?? []) tf.dispose(saved);
  state.activeTape = [];
}

/** Copies nested lists and objects, with every tensor replaced by `of(tensor)`. */
function mapTensors<T>(value: T, of: (x: Tensor) => Tensor): T {
  if (value instanceof tf.Tensor) return of(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTensors(item, of)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, mapTensors(item, of)]);
  return Object.fromEntries(entries) as T;
}

function checkScalar(y: unknown): void {
  if (!(y instanceof tf.Tensor))
    throw new LabError(
      `expected a loss that is a tensor of one number, got ${y instanceof Promise ? 'a promise' : `${y}`}; ` +
        'compute it from the losses with functions of tf, and return it without await',
    );
  if (y.rank > 0)
    throw new LabError(
      `expected a loss that is a scalar (one number), got a tensor [${y.shape.join(', ')}]; ` +
        'reduce it with tf.sum or tf.mean, or add a list of scalars with tf.addN',
    );
}
