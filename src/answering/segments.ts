/** The segments of a model, and the outputs of their exits by name. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { extrasOf, type MultiExit, members, type Segment, segmentsOf } from '../exits';
import { mapValues } from '../named';
import type { ExitOutput, Parameters } from '../types';
import type { HostOutputs } from './segmentRunner';

/** A segment, and its place among the segments of its encoder. */
export interface Step extends Segment {
  readonly isLastOfEncoder: boolean;
  /** The earlier exits of the same encoder. */
  readonly earlier: readonly number[];
}

/** The segments of a model: step s ends at exit s. */
export const stepsOf = (model: Pick<MultiExit, 'depths' | 'encoders'>): Step[] => {
  const ofMembers = members(model).map(({ exits }) => exits);
  return segmentsOf(model).map((segment) => {
    const own = ofMembers.find((exits) => exits.includes(segment.exit)) ?? [];
    const at = own.indexOf(segment.exit);
    return { ...segment, isLastOfEncoder: at === own.length - 1, earlier: own.slice(0, at) };
  });
};

const EXTRA = 'extras.';

/** What a policy sees of an exit: its logits and its extras. */
export const isRead = (name: string): boolean => name === 'logits' || name.startsWith(EXTRA);

/** The outputs of an exit as named tensors. */
export const namedOutputs = ({
  logits,
  features,
  input,
  extras = {},
}: Omit<ExitOutput, 'depth'>): Record<string, Tensor> => ({
  ...{ logits, features, input },
  ...Object.fromEntries(Object.entries(extras).map(([name, x]) => [`${EXTRA}${name}`, x])),
});

/** The name that a module gave the output: `extras.gates` is `gates`. */
export const plainName = (name: string): string => (name.startsWith(EXTRA) ? name.slice(EXTRA.length) : name);

/** The entries that are extras, without their prefix. */
export const extrasIn = <T>(named: { readonly [name: string]: T }): Record<string, T> =>
  Object.fromEntries(
    Object.entries(named)
      .filter(([name]) => name.startsWith(EXTRA))
      .map(([name, x]) => [plainName(name), x]),
  );

/** The outputs of an exit from tensors with the names of `namedOutputs`. */
export function exitOutput(depth: number, named: Parameters<Tensor>): ExitOutput {
  const { logits, features, input } = named as unknown as ExitOutput;
  return { depth, logits, features, input, extras: extrasIn(named) };
}

/** The outputs of an exit for B examples, on the device. */
export function onDevice(model: MultiExit, host: HostOutputs, B: number): Record<string, Tensor> {
  const extras = mapValues(extrasOf(model), (shape) => [B, ...shape]);
  const shapes = mapValues(host, (values) => [B, values.length / B]);
  for (const [name, shape] of Object.entries(extras)) shapes[`${EXTRA}${name}`] = shape;
  return Object.fromEntries(
    Object.entries(host).map(([name, values]) => [name, tf.tensor(values, shapes[name], 'float32')]),
  );
}
