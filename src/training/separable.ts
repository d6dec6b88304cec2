/** Losses that are sums over exits, so that each exit's part can be differentiated without the others. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { LabError } from '../errors';
import { placeOf } from '../exits';
import { mapValues } from '../named';
import { differentiate } from '../ops/differentiate';
import { derivedSeed, seededRandom } from '../text/random';
import type { ExitOutput, Extras, Method, Note } from '../types';
import { type Given, lossInputs } from './lossInputs';
import type { ModelAndMethod } from './step';

/** What a loss is made from at one exit. */
export interface ExitValues {
  readonly loss: Scalar;
  readonly output: ExitOutput;
}

const blank = <T extends Tensor>(x: T): T => tf.zeros(x.shape) as T;

/** Zeros of the same shapes. */
function blankOf({ loss, output }: ExitValues, depth: number): ExitValues {
  const { logits, features, input, extras } = output;
  const said = { logits: blank(logits), features: blank(features), input: blank(input) };
  return {
    loss: blank(loss),
    output: { depth, ...said, ...(extras && { extras: mapValues(extras, blank) }) },
  };
}

/** A method's loss of what all exits say. */
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

/** How many points a loss is tried at. */
const POINTS = 24;

/** Of what toy exits say: the loss of an exit, a mean square, goes from almost nothing to over a hundred. */
const [LEAST_SPREAD, LARGEST_SPREAD] = [0.1, 10];

const TOY_EXAMPLES = 2;

/** [E][B·C]: what toy exits say at one point, each spread as chance has it. */
function toyValues(point: number, exits: number, classes: number): number[][] {
  const random = seededRandom(derivedSeed(0, 'separable', point));
  return Array.from({ length: exits }, () => {
    const spread = LEAST_SPREAD * (LARGEST_SPREAD / LEAST_SPREAD) ** random.uniform();
    return Array.from({ length: TOY_EXAMPLES * classes }, () => spread * random.normal());
  });
}

const ROUNDING = 1e-5;

/** Least difference that counts, over the largest gradient of any exit. */
const NEGLIGIBLE = 1e-7;

const largest = (x: Tensor): number => tf.max(tf.abs(x)).dataSync()[0];

/** Whether the gradients of a loss of toy exits are the same taken whole and taken exit by exit, at one point. */
function separatesAt(point: number, { model, method }: ModelAndMethod): boolean {
  const { depths, classes } = model;
  const toys = toyValues(point, depths.length, classes).map((row) =>
    tf.tensor2d(row, [TOY_EXAMPLES, classes]),
  );
  const step = { t: 2, steps: 2, stepsPerEpoch: 2, exits: depths.length, seed: point };
  const schedule = method.schedule && tf.tensor1d([...method.schedule(step, [])]);
  const seed = tf.tensor1d([point], 'int32');
  const given = { labels: tf.tensor1d([0, classes - 1]), seed, schedule };
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
 * Throws LabError where a method's loss is more than a sum over exits, such as one that weighs each exit by what the
 * others say. A method may say so itself; one that does not is tried at many points, from small losses to large ones.
 */
export function checkSeparable(training: ModelAndMethod): void {
  if (!training.method.mixesExits && isSeparable(training)) return;
  throw new LabError(
    `expected a loss that is a sum over exits; that of ${training.method.title} mixes them, ` +
      'so that no exit can be differentiated before the others have run, or is another one at each call; ' +
      'compute it with tensors alone, or train without `segmentBackward`',
  );
}
