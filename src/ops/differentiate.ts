import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';

/** A scalar that is differentiated, and tensors made on the way to it that are wanted as well. */
export interface Forward<T> {
  readonly y: Scalar;
  readonly beside: T;
}

/**
 * Runs `forward` on `xs` and gives ∂y/∂x for each of them, with what it tells beside y. The gradient of an x that
 * y does not depend on is zero. All of it belongs to the tidy around; where something fails, nothing is left.
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

/** Lets go of what operations saved for a gradient that is not computed; tfjs does so only for those that are. */
function dropTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved = [] } of state.activeTape ?? []) tf.dispose(saved);
  state.activeTape = [];
}

/** The same lists and objects with other tensors in them. */
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
        'make it of the losses with the functions of tf, and return it at once',
    );
  if (y.rank > 0)
    throw new LabError(
      `expected a loss that is one number, a scalar, got [${y.shape.join(', ')}]; ` +
        'take tf.sum or tf.mean of it, or tf.addN of a list',
    );
}
