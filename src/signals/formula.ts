/** Signals that are functions of an exit's logits f. One formula serves numbers and tensors. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { constant } from '../ops/stopGradient';
import type { DifferentiableSignal } from '../types';
import { requireClasses } from './softmax';

/** Summary statistics of an exit's logits, with z_c = (f_c - max f) / T. They avoid overflow and cancellation. */
export interface LogitSummary<X> {
  /** max_c f_c */
  readonly max: X;
  /** ln Σ_c exp z_c, from 0 to ln C. */
  readonly spread: X;
  /** Σ_c p_c z_c with p = softmax(f / T), at most 0. */
  readonly mean: X;
}

/** The operations of formulas. */
export interface Arithmetic<X> {
  add(a: X, b: X): X;
  sub(a: X, b: X): X;
  times(a: X, factor: number): X;
  exp(a: X): X;
  /** 1 / (1 + exp(-a)) */
  sigmoid(a: X): X;
}

/** A signal of logits without a fixed temperature. */
export interface LogitSignal extends Pick<DifferentiableSignal, 'name' | 'paper' | 'exitsWhen' | 'range'> {
  formula<X>(
    f: LogitSummary<X>,
    arithmetic: Arithmetic<X>,
    constants: { readonly classes: number; readonly temperature: number },
  ): X;
}

/** Below this value, exp(z) is 0 in every precision. */
const LEAST = -1000;

const numbers: Arithmetic<number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  times: (a, factor) => a * factor,
  exp: Math.exp,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
};

const tensors: Arithmetic<Tensor1D> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  times: (a, factor) => tf.mul(a, factor),
  exp: (a) => tf.exp(a),
  sigmoid: (a) => tf.sigmoid(a),
};

function summaryOfNumbers(f: ArrayLike<number>, temperature: number): LogitSummary<number> {
  let max = -Infinity;
  for (let c = 0; c < f.length; c++) max = Math.max(max, f[c]);
  let [sum, weighted] = [0, 0];
  for (let c = 0; c < f.length; c++) {
    const z = Math.max((f[c] - max) / temperature, LEAST);
    sum += Math.exp(z);
    weighted += z * Math.exp(z);
  }
  return { max, spread: Math.log(sum), mean: weighted / sum };
}

/** f [B, C] -> summaries [B]. Among equal logits the first one is the maximum, also for the gradient. */
function summaryOfTensors(f: Tensor2D, temperature: number): LogitSummary<Tensor1D> {
  const first = constant(f, () =>
    tf.cast<Tensor2D>(tf.oneHot(tf.argMax(f, 1), f.shape[1]) as Tensor2D, 'float32'),
  );
  const max = tf.sum<Tensor1D>(tf.mul(first, f), 1);
  const below = tf.div(tf.sub(f, tf.expandDims(max, 1)), temperature);
  const z = tf.clipByValue(below, LEAST, 0);
  const terms = tf.exp(z);
  const sum = tf.sum<Tensor1D>(terms, 1);
  return { max, spread: tf.log(sum), mean: tf.div(tf.sum<Tensor1D>(tf.mul(z, terms), 1), sum) };
}

/**
 * The signal at a temperature T > 0. Throws LabError for other temperatures. The signal throws LabError for exits with
 * one logit.
 */
export function atTemperature(signal: LogitSignal, temperature: number): DifferentiableSignal {
  if (!(temperature > 0 && temperature < Infinity))
    throw new LabError(`temperature: expected a number above 0, got ${temperature}`);
  const { name, paper, exitsWhen, range, formula } = signal;
  return {
    ...{ paper, exitsWhen, range },
    name: temperature === 1 ? name : `${name} at temperature ${temperature}`,
    score(reached) {
      const { logits } = reached[reached.length - 1];
      requireClasses(logits.length, name);
      const constants = { classes: logits.length, temperature };
      return formula(summaryOfNumbers(logits, temperature), numbers, constants);
    },
    of(logits) {
      const classes = logits.shape[1];
      requireClasses(classes, name);
      return formula(summaryOfTensors(logits, temperature), tensors, { classes, temperature });
    },
  };
}
