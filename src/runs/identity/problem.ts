/** A small fixed problem that a method can be tried on: what it computes there tells it from every other method. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { bertBase } from '../../encoders/bertBase';
import { bertEncoder } from '../../encoders/bertEncoder';
import { headName, placeOf } from '../../exits';
import { seededRandom } from '../../text/random';
import type { Encoder, Method, Place, Shapes } from '../../types';

/** What a method can see of a run. */
export interface RunSizes {
  readonly depths: readonly number[];
  readonly classes: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** What the parameters of the encoder are called; absent: as BERT's. */
  readonly encoder?: EncoderNames;
}

type EncoderNames = Pick<Encoder, 'embeddingShapes' | 'blockShapes' | 'poolerShapes' | 'measuredMatrix'>;

const bertNames: EncoderNames = bertEncoder(bertBase);

/** What the encoder of a run calls its parameters. */
export const namesOf = ({ encoder = bertNames }: RunSizes): EncoderNames => encoder;

/** The least B of the problem, and H. */
export const EXAMPLES = 8;
export const HIDDEN = 2;

/** How large the numbers of the problem are: a method may treat small and large ones in different ways. */
export interface Reach {
  /** How sure the exits are: of their logits. */
  readonly sureness: number;
  /** The largest hidden state. */
  readonly state: number;
}

/** The numbers of the problem: B examples, and the parameters that a block and an exit of each depth are made from. */
export interface Problem {
  readonly hidden: Tensor2D;
  readonly labels: Tensor1D;
  readonly seed: Tensor1D;
  readonly parameters: readonly ToyParameter[];
}

/** A parameter that is differentiated, and what a model calls it. */
export interface ToyParameter {
  readonly name: string;
  readonly value: Tensor;
}

/** Where an exit of the problem stands: it has no pooler, which is the encoder's. */
export const placeAt = ({ depths, classes }: RunSizes, exit: number): Place =>
  placeOf({ depths, classes, pooler: 'none' }, exit);

/** What exits are told of an encoder: H. */
export const toyEncoder = { width: HIDDEN, poolerShapes: () => ({}) };

/** Every class is the label of some example. E blocks [H], E heads [H, C] and E gates [H, 1], then what else exits read. */
export function problemOf(method: Method, sizes: RunSizes, { sureness, state }: Reach): Problem {
  const { depths, classes } = sizes;
  const examples = Math.max(EXAMPLES, classes);
  const { normal, integer } = seededRandom('identity');
  const draw = (shape: [number] | [number, number], factor = 1) =>
    tf.tensor(
      Array.from({ length: tf.util.sizeFromShape(shape) }, () => factor * normal()),
      shape,
    );
  const each = (nameOf: (e: number) => string, shape: [number] | [number, number], factor?: number) =>
    depths.map((_, e) => ({ name: nameOf(e), value: draw(shape, factor) }));
  const label = (_: unknown, i: number) => {
    if (classes === 1) return 5 * normal();
    return i < classes ? i : integer(classes);
  };
  return {
    hidden: draw([examples, HIDDEN], state) as Tensor2D,
    labels: tf.tensor1d(Array.from({ length: examples }, label)),
    seed: tf.tensor1d([1], 'int32'),
    parameters: [
      ...each((e) => namesOf(sizes).measuredMatrix(depths[e] - 1), [HIDDEN]),
      ...each((e) => `${headName(e)}.weight`, [HIDDEN, classes], sureness / state),
      ...each((e) => gateOf(method, sizes, e), [HIDDEN, 1], 1 / state),
      ...otherParameters(method, sizes),
    ],
  };
}

/** The name of a gate's weights: one for all exits, or one each. */
const gateOf = (method: Method, sizes: RunSizes, exit: number): string =>
  'gate.weight' in shapesOf(method, sizes) ? 'gate.weight' : `${headName(exit)}.gate.weight`;

/** The parameters that the exits read. */
export const shapesOf = ({ exit }: Pick<Method, 'exit'>, sizes: RunSizes): Shapes =>
  Object.assign({}, ...sizes.depths.map((_, e) => exit.shapes(placeAt(sizes, e), toyEncoder)));

/** Heads and gates, whose parameters have their place in the problem, and whose biases are 0. */
export const isHeadOrGate = (name: string): boolean => /^(exits\.\d+\.)?(gate\.)?(weight|bias)$/.test(name);

/** Shapes of what exits read beside heads and gates. */
export const otherShapes = (
  method: Pick<Method, 'exit'>,
  sizes: RunSizes,
): (readonly [string, readonly number[]])[] =>
  Object.entries(shapesOf(method, sizes)).filter(([name]) => !isHeadOrGate(name));

function otherParameters(method: Method, sizes: RunSizes): ToyParameter[] {
  return otherShapes(method, sizes).map(([name, shape]) => {
    const { normal } = seededRandom(`identity ${name}`);
    const values = Array.from({ length: tf.util.sizeFromShape([...shape]) }, normal);
    return { name, value: tf.tensor(values, [...shape]) };
  });
}
