/** Losses that are sums over exits, so that each exit's part can be differentiated without the others. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { ExitOutput, Method } from '../types';
import type { ModelAndMethod, StepInputs } from './step';

/** What a loss is made from at one exit. */
export interface ExitValues {
  readonly loss: Scalar;
  readonly output: ExitOutput;
}

type Given = Pick<StepInputs, 'labels' | 'schedule'>;

const blank = <T extends Tensor>(x: T): T => tf.zeros(x.shape) as T;

/** Zeros of the same shapes. */
const blankOf = ({ loss, output: { logits, features, gate } }: ExitValues, depth: number): ExitValues => ({
  loss: blank(loss),
  output: { depth, logits: blank(logits), features: blank(features), ...(gate && { gate: blank(gate) }) },
});

function lossOf(method: Method, exits: readonly ExitValues[], { labels, schedule }: Given): Scalar {
  const losses = exits.map(({ loss }) => loss);
  const outputs = exits.map(({ output }) => output);
  return method.loss(losses, outputs, labels, schedule);
}

/** A method's loss with zeros for all exits but one: where it is a sum over exits, that one's part and a constant. */
export function lossOfOneExit(
  { model, method }: ModelAndMethod,
  exit: number,
  values: ExitValues,
  given: Given,
): Scalar {
  const exits = model.depths.map((depth, i) => (i === exit ? values : blankOf(values, depth)));
  return lossOf(method, exits, given);
}

/** An exit that is a function of `x` [B, C], so that a loss has one gradient with respect to all that it says. */
function toyExit(x: Tensor2D, depth: number, gates: Method['gates']): ExitValues {
  const gate = tf.sigmoid(tf.sum<Tensor1D>(x, 1));
  return {
    loss: tf.mean(tf.square(x)),
    output: { depth, logits: x, features: x, ...(gates && { gate }) },
  };
}

/** The largest difference between the gradients of a loss of toy exits taken whole and taken exit by exit, over the largest gradient. */
function couplingOf({ model, method }: ModelAndMethod): number {
  const { depths, classes } = model;
  const values = depths.map((_, exit) =>
    Array.from({ length: 2 * classes }, (_, i) => Math.sin(7 * exit + i)),
  );
  const toys = values.map((row) => tf.tensor2d(row, [2, classes]));
  const step = { t: 2, steps: 2, stepsPerEpoch: 2, exits: depths.length, seed: 0 };
  const schedule = method.schedule && tf.tensor1d([...method.schedule(step, [])]);
  const given = { labels: tf.tensor1d([0, classes - 1], 'int32'), schedule };
  const toy = (x: Tensor, exit: number) => toyExit(x as Tensor2D, depths[exit], method.gates);
  const whole = tf.grads((...xs) => lossOf(method, xs.map(toy), given))(toys);
  const apart = toys.map((x, exit) =>
    tf.grad((own) => lossOfOneExit({ model, method }, exit, toy(own, exit), given))(x),
  );
  const largest = (x: Tensor) => tf.max(tf.abs(x)).dataSync()[0];
  return largest(tf.sub(tf.concat(whole), tf.concat(apart))) / largest(tf.concat(whole));
}

const ROUNDING = 1e-5;

/** Numbers on a GPU of WebGPU cannot be read at once; the few of the check go through plain JavaScript instead. */
function onReadableBackend<T>(body: () => T): T {
  const inUse = tf.getBackend();
  if (inUse !== 'webgpu') return body();
  void tf.setBackend('cpu');
  try {
    return body();
  } finally {
    void tf.setBackend(inUse);
  }
}

const isSeparable = (training: ModelAndMethod): boolean =>
  onReadableBackend(() => tf.tidy(() => couplingOf(training))) <= ROUNDING;

/**
 * Throws LabError where a method's loss is more than a sum over exits, such as one that weighs each exit by what the
 * others say. A method may say so itself; one that does not is tried on a few numbers.
 */
export function checkSeparable(training: ModelAndMethod): void {
  if (!training.method.mixesExits && isSeparable(training)) return;
  throw new LabError(
    `expected a loss that is a sum over exits; that of ${training.method.title} mixes them, so that no exit can be differentiated before the others have run`,
  );
}
