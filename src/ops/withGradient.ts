import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * A value, the saved tensors that its gradient needs, and the gradient function, which returns one tensor for each
 * input.
 */
export interface Differentiable<T extends Tensor> {
  readonly value: T;
  readonly saved: readonly Tensor[];
  gradient(dy: T, saved: readonly Tensor[]): Tensor[];
}

/** Runs `forward` as one op on the tape. The op is differentiated by the gradient that `forward` returns. */
export function withGradient<T extends Tensor>(
  inputs: readonly Tensor[],
  forward: () => Differentiable<T>,
): T {
  const op = tf.customGrad<T>((...args) => {
    const save = args[args.length - 1] as (tensors: Tensor[]) => void;
    const { value, saved, gradient } = forward();
    save([...saved]);
    return { value, gradFunc: gradient };
  });
  return op(...inputs);
}
