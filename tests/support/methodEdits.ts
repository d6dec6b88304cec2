/** Methods that a person might write in a notebook, and edits of them. */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { earlyExit } from '../../src/methods';
import { scaleGradient } from '../../src/ops/scaleGradient';
import { stopGradient } from '../../src/ops/stopGradient';
import { straight } from '../../src/routes';
import type { Random } from '../../src/text/random';
import type { Method } from '../../src/types';

const combine: Record<string, (losses: Tensor1D) => Scalar> = {
  sum: (losses) => tf.sum(losses),
  mean: (losses) => tf.mean(losses),
  largest: (losses) => tf.max<Scalar>(losses),
  smooth: (losses) => tf.logSumExp(losses) as Scalar,
  squares: (losses) => tf.sum(tf.square(losses)),
  root: (losses) => tf.sqrt<Scalar>(tf.sum<Scalar>(losses)),
};

const onward: Record<string, Method['route']['onward']> = {
  pass: (hidden) => hidden,
  stop: stopGradient,
  half: (hidden) => tf.add<Tensor2D>(tf.mul(hidden, 0.5), tf.mul(stopGradient(hidden), 0.5)),
  scaled: (hidden) => scaleGradient(hidden, 1.01),
};

/** What a method is written with. */
export interface Recipe {
  readonly combine: string;
  readonly onward: string;
  readonly encoders: Method['encoders'];
  /** A weight of each exit's loss, in the closure of the loss. */
  readonly weights: readonly number[];
  /** How much the schedule adds to the weight of the last exit from step to step; with 0 there is no schedule. */
  readonly slope: number;
  /** Steps before it begins. */
  readonly wait: number;
  /** The weight of the squared features. */
  readonly penalty: number;
}

export function methodOf({
  combine: combined,
  onward: handedOn,
  encoders,
  weights,
  slope,
  wait,
  penalty,
}: Recipe): Method {
  return {
    ...earlyExit,
    name: 'mine',
    title: 'Mine',
    paper: '',
    encoders,
    route: { ...straight, onward: onward[handedOn] },
    ...(slope !== 0 && { schedule: ({ t }) => [1 + slope * Math.max(0, t - wait)] }),
    loss: ({ losses, exits, schedule }) => {
      const weighted = tf.mul(tf.stack([...losses]), [...weights]) as Tensor1D;
      const features = tf.addN(exits.map((exit) => tf.mean(tf.square(exit.features))));
      const total = tf.add(combine[combined](weighted), tf.mul(penalty, features));
      return tf.mul(total, schedule ? tf.sum(schedule) : 1) as Scalar;
    },
  };
}

const one = <T>(random: Random, list: readonly T[]): T => list[random.integer(list.length)];

export const drawRecipe = (random: Random, exits: number): Recipe => ({
  combine: one(random, Object.keys(combine)),
  onward: one(random, Object.keys(onward)),
  encoders: one(random, ['shared', 'shared', 'separate'] as const),
  weights: Array.from({ length: exits }, () => one(random, [0, 0.5, 1, 1, 2, random.uniform()])),
  slope: one(random, [0, 0, 0.1, -0.01]),
  wait: random.integer(4),
  penalty: one(random, [0, 0.01, random.uniform()]),
});

/** One change: another operator, constant, schedule or number of the closure. */
export function edit(recipe: Recipe, random: Random): Recipe {
  const factor = one(random, [0.5, 2, -1, 1.01, 0.999, 1 + 1e-3 * random.normal()]);
  const exit = random.integer(recipe.weights.length);
  const edits: readonly (() => Partial<Recipe>)[] = [
    () => ({ combine: one(random, Object.keys(combine)) }),
    () => ({ onward: one(random, Object.keys(onward)) }),
    () => ({ encoders: recipe.encoders === 'shared' ? 'separate' : 'shared' }),
    () => ({ weights: recipe.weights.map((weight, e) => (e === exit ? weight * factor : weight)) }),
    () => ({ weights: recipe.weights.map((weight, e) => (e === exit ? weight + 0.01 : weight)) }),
    () => ({ slope: recipe.slope * factor }),
    () => ({ slope: recipe.slope === 0 ? 0.02 : 0 }),
    () => ({ wait: recipe.wait + 1 }),
    () => ({ penalty: recipe.penalty * factor }),
  ];
  return { ...recipe, ...one(random, edits)() };
}
