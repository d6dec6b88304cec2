/** Reads what a method combines, and how. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import { seededRandom } from '../../text/random';
import { stagesOf } from '../../training/stages';
import type { Method } from '../../types';
import type { RunSizes } from './problem';
import { REACHES } from './readings';
import { readLoss } from './readLoss';

/** How far the sum of the terms may be from the loss, relative to the terms. float32 sums in another order. */
const ROUNDING = 1e-4;

/**
 * The gradients of the terms of a loss. Throws LabError if the terms do not add up to the loss of every stage, because
 * what is combined is then not what is minimised.
 */
export function readTerms(method: Method, sizes: RunSizes): ArrayLike<number>[] {
  const { name, terms, schedule } = method;
  if (!terms) return [];
  const [reach] = REACHES;
  const step = {
    t: 1,
    steps: sizes.steps,
    stepsPerEpoch: sizes.stepsPerEpoch,
    exits: sizes.depths.length,
    seed: 1,
  };
  const read = (loss: Method['loss']) => readLoss({ ...method, loss }, sizes, schedule?.(step, []), reach);
  const found = Object.values(terms).map(read);
  const largest = Math.max(...found.map(({ loss }) => Math.abs(loss)));
  const sum = found.reduce((total, { loss }) => total + loss, 0);
  for (const { stage, method: within } of stagesOf(method, sizes.steps)) {
    const whole = read(within.loss).loss;
    if (Math.abs(whole - sum) <= ROUNDING * largest) continue;
    throw new LabError(
      `${name}, stage '${stage.name}': expected \`terms\` that add up to the loss, got ${sum} for a loss of ${whole}; ` +
        'change both together',
    );
  }
  return found.flatMap(({ gradients }) => gradients);
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
