/** The activations that Transformers knows by name, elementwise on [N, H]. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { gelu } from './gelu';
import { withGradient } from './withGradient';

/** y = f(x), elementwise. */
export type Activation = (x: Tensor2D) => Tensor2D;

/** f(x), the tensors that the slope needs, and the slope f'(x). */
interface Sloped {
  readonly value: Tensor2D;
  readonly saved: readonly Tensor[];
  slope(saved: readonly Tensor[]): Tensor;
}

/** ∂x = ∂y·f'(x). */
const elementwise =
  (f: (x: Tensor2D) => Sloped): Activation =>
  (x) =>
    withGradient([x], () => {
      const { value, saved, slope } = f(x);
      return { value, saved, gradient: (dy, saved) => [tf.mul(dy, slope(saved))] };
    });

/** 1 where x > bound, else 0. */
const above = (x: Tensor, bound: number): Tensor => tf.cast(tf.greater(x, bound), 'float32');

/** y = x·s with s = sigmoid(z(x)). y' = s + x·s·(1 - s)·z'(x). */
const sigmoidGated = (z: (x: Tensor) => Tensor, slopeOfZ: (x: Tensor) => Tensor | number): Activation =>
  elementwise((x) => {
    const s = tf.sigmoid(z(x));
    return {
      value: tf.mul(x, s),
      saved: [x, s],
      slope: ([x, s]) => tf.mul(s, tf.add(1, tf.mul(tf.mul(x, tf.sub(1, s)), slopeOfZ(x)))),
    };
  });

const TANH_SLOPE = 2 * Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2. As (1 + tanh u)/2 = sigmoid(2u), the gate is a sigmoid. */
const tanhGelu = sigmoidGated(
  (x) => tf.mul(TANH_SLOPE, tf.mul(x, tf.add(1, tf.mul(CUBIC, tf.square(x))))),
  (x) => tf.mul(TANH_SLOPE, tf.add(1, tf.mul(3 * CUBIC, tf.square(x)))),
);

const silu = sigmoidGated(
  (x) => x,
  () => 1,
);

const quickGelu = sigmoidGated(
  (x) => tf.mul(x, 1.702),
  () => 1.702,
);

const relu = elementwise((x) => ({
  value: tf.relu(x),
  saved: [x],
  slope: ([x]) => above(x, 0),
}));

/** y = relu(x)². */
const squaredRelu = elementwise((x) => {
  const positive = tf.relu(x);
  return { value: tf.square(positive), saved: [positive], slope: ([positive]) => tf.mul(positive, 2) };
});

/** y = x within the bounds, else the nearer bound. */
const clipped = (low: number, high: number): Activation =>
  elementwise((x) => ({
    value: tf.clipByValue(x, low, high),
    saved: [x],
    slope: ([x]) => tf.sub(above(x, low), above(x, high)),
  }));

const gelu10 = clipped(-10, 10);

const LEAK = 0.01;

/** y = x for x > 0, else 0.01·x. */
const leakyRelu = elementwise((x) => ({
  value: tf.leakyRelu(x, LEAK),
  saved: [x],
  slope: ([x]) => tf.add(LEAK, tf.mul(1 - LEAK, above(x, 0))),
}));

const tanh = elementwise((x) => {
  const y = tf.tanh(x);
  return { value: y, saved: [y], slope: ([y]) => tf.sub(1, tf.square(y)) };
});

const sigmoid = elementwise((x) => {
  const y = tf.sigmoid(x);
  return { value: y, saved: [y], slope: ([y]) => tf.mul(y, tf.sub(1, y)) };
});

/** y = x·t with t = tanh(log(1 + exp x)). y' = t + x·(1 - t²)·sigmoid(x). */
const mish = elementwise((x) => {
  const t = tf.tanh(tf.softplus(x));
  return {
    value: tf.mul(x, t),
    saved: [x, t],
    slope: ([x, t]) => tf.add(t, tf.mul(tf.mul(x, tf.sub(1, tf.square(t))), tf.sigmoid(x))),
  };
});

/** y = x·clip(x + 3, 0, 6)/6. y' = 0 below -3, 1 above 3, and (2x + 3)/6 between. */
const hardSwish = elementwise((x) => ({
  value: tf.div<Tensor2D>(tf.mul(x, tf.clipByValue(tf.add<Tensor2D>(x, 3), 0, 6)), 6),
  saved: [x],
  slope([x]) {
    const inside = tf.sub(above(x, -3), above(x, 3));
    return tf.add(above(x, 3), tf.mul(inside, tf.div(tf.add(tf.mul(x, 2), 3), 6)));
  },
}));

/** y = √log(1 + exp x). y' = sigmoid(x)/(2y). */
const sqrtSoftplus = elementwise((x) => {
  const y = tf.sqrt(tf.softplus(x));
  return { value: y, saved: [x, y], slope: ([x, y]) => tf.div(tf.sigmoid(x), tf.mul(y, 2)) };
});

/**
 * The mean and the deviation of the normal distribution whose distribution function `laplace` is (Ma et al. 2022,
 * Mega). Transformers has six digits of them.
 */
const MEAN = Math.SQRT1_2;
const DEVIATION = Math.sqrt(1 / (4 * Math.PI));

/** y = (1 + erf(u))/2 with u = (x - μ)/(σ√2). y' = exp(-u²)/(σ√(2π)). */
const laplace = elementwise((x) => {
  const u = tf.div(tf.sub(x, MEAN), DEVIATION * Math.SQRT2);
  return {
    value: tf.mul<Tensor2D>(tf.add(tf.erf(u), 1), 0.5),
    saved: [u],
    slope: ([u]) => tf.div(tf.exp(tf.neg(tf.square(u))), DEVIATION * Math.sqrt(2 * Math.PI)),
  };
});

/**
 * By the names of `hidden_act` in config.json. Names of one formula are one function: `gelu_new`, `gelu_fast` and
 * their siblings are the approximation by tanh.
 */
export const activations = {
  gelu,
  gelu_python: gelu,
  gelu_10: (x: Tensor2D): Tensor2D => gelu10(gelu(x)),
  gelu_new: tanhGelu,
  gelu_fast: tanhGelu,
  gelu_accurate: tanhGelu,
  gelu_pytorch_tanh: tanhGelu,
  gelu_python_tanh: tanhGelu,
  quick_gelu: quickGelu,
  silu,
  swish: silu,
  mish,
  relu,
  relu2: squaredRelu,
  relu6: clipped(0, 6),
  leaky_relu: leakyRelu,
  hardswish: hardSwish,
  tanh,
  sigmoid,
  laplace,
  sqrtsoftplus: sqrtSoftplus,
  linear: (x: Tensor2D): Tensor2D => x,
} satisfies { readonly [name: string]: Activation };

export type ActivationName = keyof typeof activations;

export const activationNames = Object.keys(activations) as readonly ActivationName[];
