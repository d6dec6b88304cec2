import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { asConstant, readExit } from '../../exits';
import { atStep } from '../../routes/atStep';
import type { ExitOutput, Method, Parameters } from '../../types';
import { isHeadOrGate, type Problem, placeAt, type RunSizes, shapesOf, type ToyParameter } from './problem';
import { toyTokens } from './toyTokens';

/** The parameters of the exits by name. */
export function readByExits(
  method: Method,
  sizes: RunSizes,
  toys: readonly ToyParameter[],
  values: readonly Tensor[],
): Parameters<Tensor> {
  const shapes = shapesOf(method, sizes);
  const biases = Object.entries(shapes).filter(([name]) => isHeadOrGate(name) && name.endsWith('bias'));
  const given: Record<string, Tensor> = {};
  toys.forEach(({ name }, i) => {
    if (!(name in shapes) || name in given) return;
    given[name] = isHeadOrGate(name) ? tf.transpose(values[i]) : values[i];
  });
  return { ...Object.fromEntries(biases.map(([name, shape]) => [name, tf.zeros([...shape])])), ...given };
}

/**
 * The outputs of the exits, each after its own block h <- s·tanh(a·h/s), where s is the largest value of a state. The
 * input of the next block comes from the route. With separate encoders, every exit starts from the initial state.
 */
export function toyExits(
  method: Method,
  sizes: RunSizes,
  { hidden }: Problem,
  { values, p }: { readonly values: readonly Tensor[]; readonly p: Parameters<Tensor> },
  largest: number,
  schedule?: Tensor1D,
): ExitOutput[] {
  const { encoders, exit } = method;
  const route = atStep(method.route, schedule);
  const outputs: ExitOutput[] = [];
  let state = hidden;
  sizes.depths.forEach((depth, e) => {
    const at = placeAt(sizes, e);
    const isFirst = e === 0 || encoders === 'separate';
    const entering = isFirst ? hidden : route.onward(state, placeAt(sizes, e - 1));
    state = tf.mul(largest, tf.tanh(tf.div(tf.mul<Tensor2D>(entering, values[e]), largest)));
    const said = readExit(exit, p, at, {
      row: route.intoExit(state, at),
      earlier: encoders === 'separate' ? [] : outputs.map(asConstant),
      before: isFirst ? undefined : route.onward(outputs[e - 1].features, placeAt(sizes, e - 1)),
      pool: (_, row) => row,
      drop: (features) => features,
      tokens: () => toyTokens(state.shape[0]),
    });
    outputs.push({ depth, ...said });
  });
  return outputs;
}
