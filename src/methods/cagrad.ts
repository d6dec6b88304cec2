import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { requireConstants, requireExits } from './requires';

/** The divisor of the direction, which keeps its length near that of the sum. */
export interface Rescaling {
  readonly name: string;
  of(c: number): number;
}

/** 1 + c²: the published code. */
export const byOnePlusSquare: Rescaling = { name: 'by one plus square', of: (c) => 1 + c ** 2 };

/** 1: algorithm 1 of the paper. */
export const unscaled: Rescaling = { name: 'unscaled', of: () => 1 };

/** The constants of CAGrad. The defaults are those of the paper's first benchmark and of the published code. */
export interface CagradOptions {
  /** c: how far the direction may be from the mean gradient, relative to the length of the mean gradient. */
  readonly c?: number;
  readonly rescaling?: Rescaling;
}

/**
 * CAGrad (conflict-averse gradient descent, Liu et al. 2021, algorithm 1) between the exits: among the directions d
 * with |d - g_0| ≤ c·|g_0|, where g_0 is the mean gradient, the one whose worst product with a gradient, min_i <g_i,
 * d>, is largest. The embeddings, each block and each pooler are one vector each. c = 0 is the sum of the gradients.
 */
export function cagrad({ c = 0.4, rescaling = byOnePlusSquare }: CagradOptions = {}): Method {
  requireConstants({ c });
  return {
    ...earlyExit,
    name: 'cagrad',
    title: 'CAGrad',
    paper: 'Liu et al. 2021',
    constants: { c, rescaling: rescaling.name },
    combine: (gradients) => conflictAverse(gradients, c, rescaling),
    check: (model) => requireExits(model, 'CAGrad', 'it weighs the gradients of the exits'),
  };
}

/** A norm below this value counts as 0, because such a gradient has no direction. */
const LEAST = 1e-15;

/**
 * (s + c·|s|·g_w / |g_w|) / rescaling with the sum s of K gradients and g_w = Σ_i w_i g_i. As in the published code,
 * the direction is multiplied by K, because the loss of the exits is a sum and the paper's is a mean. A parameter that
 * one exit alone reaches has no conflict and keeps its gradient. Gradients [P] each -> [P].
 */
export function conflictAverse(gradients: readonly Tensor1D[], c: number, rescaling: Rescaling): Tensor1D {
  if (gradients.length === 1) return gradients[0];
  const all = tf.stack([...gradients]) as Tensor2D;
  const w = conflictWeights(tf.matMul(all, all, false, true), c);
  const worst = tf.reshape(tf.matMul(tf.expandDims(w, 0), all), [-1]) as Tensor1D;
  const sum = tf.addN([...gradients]);
  const along = tf.div(tf.mul(c, tf.norm(sum)), tf.maximum(tf.norm(worst), LEAST));
  return tf.div(tf.add<Tensor1D>(sum, tf.mul(along, worst)), rescaling.of(c));
}

/**
 * The number of steps for each of the K gradients, with which the weights converge. On gradients of the 12 exits of a
 * run a difference of 1e-6 in the products then moves the direction by less than 1e-5. With 20 steps in all, as many as
 * the published code takes of gradient descent, it moved the direction by 3%.
 */
const STEPS_EACH = 6;

/** A weight below `NONE` counts as 0. `FAR` is beyond every amount and every slope. */
const [NONE, FAR] = [1e-7, 1e3];

const dot = (a: Tensor1D, b: Tensor1D): Scalar => tf.sum(tf.mul(a, b));

/**
 * The weights w on the simplex that minimise <g_w, g_0> + c·|g_0|·|g_w| = w·b + r·√(wᵀGw), the dual of CAGrad's
 * problem. G [K, K] has the inner products, divided by the mean of its diagonal; b = G·1/K and r = c·|g_0|. Each step
 * moves weight from the gradient of the largest slope to that of the least, by the best amount. Two gradients need
 * one step.
 */
export function conflictWeights(products: Tensor2D, c: number): Tensor1D {
  const [K] = products.shape;
  const size = tf.div(tf.sum(tf.mul(products, tf.eye(K))), K);
  const G = tf.div<Tensor2D>(products, tf.maximum(size, LEAST ** 2));
  const b = tf.mean<Tensor1D>(G, 1);
  const r = tf.mul<Scalar>(c, tf.sqrt(tf.maximum(tf.mean(b), 0)));
  const times = (v: Tensor1D): Tensor1D => tf.sum(tf.mul(G, v), 1);
  const unit = (index: Tensor) => tf.cast(tf.oneHot(index as Tensor1D, K), 'float32') as Tensor1D;
  let w = tf.fill([K], 1 / K) as Tensor1D;
  for (let step = 0; step < STEPS_EACH * K; step++) {
    const Gw = times(w);
    const square = tf.maximum<Scalar>(dot(w, Gw), LEAST);
    const slope = tf.add<Tensor1D>(b, tf.div(tf.mul(r, Gw), tf.sqrt(square)));
    const from = unit(tf.argMax(tf.where(tf.greater(w, NONE), slope, tf.fill([K], -FAR))));
    const d = tf.sub<Tensor1D>(unit(tf.argMin(slope)), from);
    const Gd = times(d);
    const amount = bestAmount(r, dot(b, d), [square, dot(w, Gd), dot(d, Gd)]);
    w = tf.add(w, tf.mul(tf.minimum(amount, dot(w, from)), d));
  }
  return w;
}

/**
 * The t ≥ 0 that minimises α·t + r·√(q_0 + 2·q_1·t + q_2·t²). With h = q_0 - q_1²/q_2, it is
 * -q_1/q_2 - α·√(h/q_2) / √(r²·q_2 - α²), or without end if |α| ≥ r·√q_2.
 */
function bestAmount(r: Scalar, α: Scalar, [q0, q1, q2]: readonly Scalar[]): Scalar {
  const curve = tf.maximum(q2, LEAST);
  const h = tf.maximum(tf.sub(q0, tf.div(tf.square(q1), curve)), 0);
  const left = tf.sub(tf.mul(tf.square(r), curve), tf.square(α));
  const within = tf.div(tf.mul(α, tf.sqrt(tf.div(h, curve))), tf.sqrt(tf.maximum(left, LEAST)));
  const past = tf.where(tf.greater(left, 0), within, tf.mul(FAR, tf.sign(α)));
  return tf.maximum(tf.sub(tf.neg(tf.div(q1, curve)), past), 0);
}
