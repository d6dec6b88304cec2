/** The probability that an example leaves at each exit, from the λ of each exit. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { constant } from '../../ops/stopGradient';

/**
 * PALBERT's distribution: p_i = λ_i Π_{k<i} (1 - λ_k). Where p_0 + ... + p_{i-1} > 1 - ε, p_i is the constant ε/E
 * instead. As in the published code, the last exit does not get the remainder, so the sum can differ from 1.
 * E λ's [B] -> E probabilities [B].
 */
export const truncated =
  (epsilon: number) =>
  (lambdas: readonly Tensor1D[]): Tensor1D[] => {
    let sum = tf.zerosLike(lambdas[0]);
    return geometric(lambdas).map((p) => {
      const before = sum;
      const isOpen = constant(before, () => tf.cast(tf.lessEqual<Tensor1D>(before, 1 - epsilon), 'float32'));
      const rest = tf.mul<Tensor1D>(tf.sub(1, isOpen), epsilon / lambdas.length);
      const given = tf.add<Tensor1D>(tf.mul<Tensor1D>(isOpen, p), rest);
      sum = tf.add<Tensor1D>(sum, given);
      return given;
    });
  };

/** PonderNet's distribution: p_i = λ_i Π_{k<i} (1 - λ_k), and the last exit gets the remainder. */
export const withRemainder = (lambdas: readonly Tensor1D[]): Tensor1D[] =>
  geometric([...lambdas.slice(0, -1), tf.onesLike(lambdas[0])]);

/** λ_i Π_{k<i} (1 - λ_k) */
function geometric(lambdas: readonly Tensor1D[]): Tensor1D[] {
  let left = tf.onesLike(lambdas[0]);
  return lambdas.map((lambda) => {
    const p = tf.mul<Tensor1D>(lambda, left);
    left = tf.mul<Tensor1D>(left, tf.sub(1, lambda));
    return p;
  });
}
