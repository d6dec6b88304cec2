/** Reads what a method combines, and how. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import { seededRandom } from '../../text/random';
import { type StageSpan, stagesOf } from '../../training/stages';
import type { Method } from '../../types';
import type { RunSizes } from './problem';
import { REACHES } from './readings';
import { readLoss } from './readLoss';
import { toyMemory } from './toyRecord';

/** How far the sum of the terms may be from the loss, relative to the terms. float32 sums in another order. */
const ROUNDING = 1e-4;

/**
 * The gradients of the terms of a loss in every stage. Throws LabError if the terms do not add up to the loss of a
 * stage, because what is combined is then not what is minimised.
 */
export function readTerms(method: Method, sizes: RunSizes): ArrayLike<number>[] {
  const { terms } = method;
  if (!terms) return [];
  return stagesOf(method, sizes.steps).flatMap((span) => readTermsIn(span, Object.values(terms), sizes));
}

function readTermsIn(
  span: StageSpan,
  terms: readonly Method['loss'][],
  sizes: RunSizes,
): ArrayLike<number>[] {
  const { stage, method } = span;
  const [reach] = REACHES;
  const step = {
    t: 1,
    steps: sizes.steps,
    stepsPerEpoch: sizes.stepsPerEpoch,
    exits: sizes.depths.length,
    seed: 1,
  };
  const schedule = method.schedule?.(step, []);
  const memory = toyMemory(span, sizes);
  const read = (loss: Method['loss']) => readLoss({ ...method, loss }, sizes, schedule, reach, memory);
  const found = terms.map(read);
  const largest = Math.max(...found.map(({ loss }) => Math.abs(loss)));
  const sum = found.reduce((total, { loss }) => total + loss, 0);
  const whole = read(method.loss).loss;
  if (Math.abs(whole - sum) <= ROUNDING * largest) return found.flatMap(({ gradients }) => gradients);
  throw new LabError(
    `${method.name}, stage '${stage.name}': expected \`terms\` that add up to the loss, ` +
      `got ${sum} for a loss of ${whole}; change both together`,
  );
}

/** P of a synthetic group of parameters. */
const GROUP = 16;

/** The method's combinations of synthetic gradients of E exits, [P] each, in random directions. */
export function readCombine({ name, combine, terms }: Method, { depths }: RunSizes): ArrayLike<number>[] {
  if (!combine) return [];
  const counts = terms ? [Object.keys(terms).length] : depths.map((_, e) => depths.length - e);
  const { normal } = seededRandom('identity combined');
  return tf.tidy(() => {
    const gradients = Array.from({ length: counts[0] }, () =>
      tf.tensor1d(Array.from({ length: GROUP }, normal)),
    );
    return counts.map((count) => {
      const moved: unknown = combine(gradients.slice(-count));
      if (moved instanceof tf.Tensor && moved.shape.join() === `${GROUP}`) return moved.dataSync();
      throw new LabError(
        `${name}: expected \`combine\` to return one vector with the length of its arguments, [${GROUP}], ` +
          `got ${moved instanceof tf.Tensor ? `[${moved.shape.join(', ')}]` : shownValue(moved)}`,
      );
    });
  });
}
