/** Losses that are sums over exits. The term of each exit can be differentiated without the other exits. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { LabError } from '../errors';
import { exitShapes, isLossParameter, placeOf } from '../exits';
import { mapValues } from '../named';
import { differentiate } from '../ops/differentiate';
import { derivedSeed, seededRandom } from '../text/random';
import type { ExitOutput, Extras, Method, Note, Parameters } from '../types';
import { type Given, lossInputs } from './lossInputs';
import type { ModelAndMethod } from './step';

/** The values of one exit from which a loss is computed. */
export interface ExitValues {
  readonly loss: Scalar;
  readonly output: ExitOutput;
}

const blank = <T extends Tensor>(x: T): T => tf.zeros(x.shape) as T;

/** Zeros with the shapes of the given values. */
function blankOf({ loss, output }: ExitValues, depth: number): ExitValues {
  const { logits, features, input, extras } = output;
  const said = { logits: blank(logits), features: blank(features), input: blank(input) };
  return {
    loss: blank(loss),
    output: { depth, ...said, ...(extras && { extras: mapValues(extras, blank) }) },
  };
}

/** The method's loss for the outputs of all exits. */
export function lossOf(
  method: Pick<Method, 'loss'>,
  exits: readonly ExitValues[],
  given: Given,
  note?: Note,
): Scalar {
  const losses = exits.map(({ loss }) => loss);
  const outputs = exits.map(({ output }) => output);
  return method.loss(lossInputs(outputs, losses, given, note));
}

/**
 * The method's loss with zeros for all other exits. For a sum over exits, it is the term of this exit plus a constant.
 */
export function lossOfOneExit(
  { model, method }: ModelAndMethod,
  exit: number,
  values: ExitValues,
  given: Given,
): Scalar {
  const exits = model.depths.map((depth, i) => (i === exit ? values : blankOf(values, depth)));
  return lossOf(method, exits, given);
}

/** A toy exit that is a function of `x` [B, C]. The loss then has one gradient for all outputs of the exit. */
function toyExit(x: Tensor2D, model: ModelAndMethod['model'], exit: number): ExitValues {
  const shapes = Object.entries(model.exit.extras?.(placeOf(model, exit)) ?? {});
  const output = { depth: model.depths[exit], logits: x, features: x, input: x };
  const extras = Object.fromEntries(shapes.map(([name, shape]) => [name, toyExtra(x, shape)]));
  const said: ExitOutput = shapes.length > 0 ? { ...output, extras } : output;
  return { loss: tf.mean(tf.square(x)), output: said };
}

/** [B, ...shape] */
function toyExtra(x: Tensor2D, shape: readonly number[]): Extras[string] {
  const rows = tf.sigmoid(tf.sum<Tensor1D>(x, 1));
  const ones = tf.ones([x.shape[0], ...shape]);
  return tf.mul(ones, tf.reshape(rows, [-1, ...shape.map(() => 1)]));
}

/** Numbers for the parameters that only a loss reads. */
function toyParameters(model: ModelAndMethod['model']): Parameters<Tensor> {
  const shapes = model.depths.flatMap((_, exit) => Object.entries(exitShapes(model, exit)));
  const own = shapes.filter(([name]) => isLossParameter(name));
  return Object.fromEntries(own.map(([name, shape]) => [name, tf.fill([...shape], 0.3)]));
}

/** The number of points at which a loss is tested. */
const POINTS = 24;

/**
 * The range of the spread of a toy exit's outputs. The mean-square loss of an exit then ranges from about 0 to over
 * 100.
 */
const [LEAST_SPREAD, LARGEST_SPREAD] = [0.1, 10];

const TOY_EXAMPLES = 2;

/** The outputs of the toy exits at one point, [E][B·C], each with a random spread. */
function toyValues(point: number, exits: number, classes: number): number[][] {
  const random = seededRandom(derivedSeed(0, 'separable', point));
  return Array.from({ length: exits }, () => {
    const spread = LEAST_SPREAD * (LARGEST_SPREAD / LEAST_SPREAD) ** random.uniform();
    return Array.from({ length: TOY_EXAMPLES * classes }, () => spread * random.normal());
  });
}

const ROUNDING = 1e-5;

/** The smallest difference that counts, relative to the largest gradient of any exit. */
const NEGLIGIBLE = 1e-7;

const largest = (x: Tensor): number => tf.max(tf.abs(x)).dataSync()[0];

/** Whether, at one point, the gradients of the whole loss equal those of the terms of the exits. */
function separatesAt(point: number, { model, method }: ModelAndMethod): boolean {
  const { depths, classes } = model;
  const toys = toyValues(point, depths.length, classes).map((row) =>
    tf.tensor2d(row, [TOY_EXAMPLES, classes]),
  );
  const step = { t: 2, steps: 2, stepsPerEpoch: 2, exits: depths.length, seed: point };
  const schedule = method.schedule && tf.tensor1d([...method.schedule(step, [])]);
  const seed = tf.tensor1d([point], 'int32');
  const memory = tf.tensor1d([1, 2]);
  const parameters = toyParameters(model);
  const given = { labels: tf.tensor1d([0, classes - 1]), seed, schedule, memory, parameters };
  const toy = (x: Tensor, exit: number) => toyExit(x as Tensor2D, model, exit);
  const gradientsOf = (xs: readonly Tensor[], loss: (xs: readonly Tensor[]) => Scalar) =>
    differentiate(xs, (xs) => ({ y: loss(xs), beside: [] })).gradients;
  const whole = gradientsOf(toys, (xs) => lossOf(method, xs.map(toy), given));
  const scale = Math.max(...whole.map(largest));
  return toys.every((x, exit) => {
    const [own] = gradientsOf([x], ([x]) => lossOfOneExit({ model, method }, exit, toy(x, exit), given));
    return largest(tf.sub(own, whole[exit])) <= ROUNDING * largest(whole[exit]) + NEGLIGIBLE * scale;
  });
}

function isSeparable(training: ModelAndMethod): boolean {
  const points = Array.from({ length: POINTS }, (_, point) => point);
  return inPlainJavaScript(() => points.every((point) => tf.tidy(() => separatesAt(point, training))));
}

/**
 * Throws LabError if a method's loss is not a sum over exits; for example, it weights each exit by the outputs of the
 * others. A method can declare this itself (`mixesExits`). Otherwise the loss is tested at many points, with small and
 * large losses.
 */
export function checkSeparable(training: ModelAndMethod): void {
  if (!training.method.mixesExits && isSeparable(training)) return;
  throw new LabError(
    `expected a loss that is a sum over exits; the loss of ${training.method.title} mixes the exits or is not ` +
      'deterministic, so no exit can be differentiated alone; ' +
      'compute the loss with tensors only, or train without `segmentBackward`',
  );
}
