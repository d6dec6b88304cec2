/** A small fixed problem. The results of a method on it distinguish the method from every other method. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { bertBase } from '../../encoders/bertBase';
import { bertEncoder } from '../../encoders/bertEncoder';
import { headName, placeOf } from '../../exits';
import { seededRandom } from '../../text/random';
import type { Encoder, Method, Place, Shapes } from '../../types';

/** The facts about a run that a method can see. */
export interface RunSizes {
  readonly depths: readonly number[];
  readonly classes: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** The names of the encoder's parameters. Default: those of BERT. */
  readonly encoder?: EncoderNames;
}

type EncoderNames = Pick<Encoder, 'embeddingShapes' | 'blockShapes' | 'poolerShapes' | 'measuredMatrix'>;

const bertNames: EncoderNames = bertEncoder(bertBase);

/** The functions that name the parameters of a run's encoder. */
export const namesOf = ({ encoder = bertNames }: RunSizes): EncoderNames => encoder;

/** The smallest B of the problem, and H. */
export const EXAMPLES = 8;
export const HIDDEN = 2;

/** The magnitude of the numbers of the problem. A method may treat small and large numbers differently. */
export interface Reach {
  /** The scale of the logits, that is, the confidence of the exits. */
  readonly sureness: number;
  /** The largest value of a hidden state. */
  readonly state: number;
}

/** The numbers of the problem: B examples, and the parameters of a block and an exit at each depth. */
export interface Problem {
  readonly hidden: Tensor2D;
  readonly labels: Tensor1D;
  readonly seed: Tensor1D;
  readonly parameters: readonly ToyParameter[];
}

/** A trained parameter with its name in a model. */
export interface ToyParameter {
  readonly name: string;
  readonly value: Tensor;
}

/** The position of an exit of the problem. There is no pooler, which would belong to the encoder. */
export const placeAt = ({ depths, classes }: RunSizes, exit: number): Place =>
  placeOf({ depths, classes, pooler: 'none' }, exit);

/** The facts about an encoder that exits get: H. */
export const toyEncoder = { width: HIDDEN, poolerShapes: () => ({}) };

/**
 * The problem of a method. Every class is the label of an example. There are E blocks [H], E heads [H, C], E gates [H,
 * 1], and the other parameters of the exits.
 */
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

/** The name of a gate's weights: shared by all exits, or one for each exit. */
const gateOf = (method: Method, sizes: RunSizes, exit: number): string =>
  'gate.weight' in shapesOf(method, sizes) ? 'gate.weight' : `${headName(exit)}.gate.weight`;

/** The parameters that the exits read. */
export const shapesOf = ({ exit }: Pick<Method, 'exit'>, sizes: RunSizes): Shapes =>
  Object.assign({}, ...sizes.depths.map((_, e) => exit.shapes(placeAt(sizes, e), toyEncoder)));

/**
 * Whether a name is that of a head or gate. Their weights are separate parts of the problem, and their biases are 0.
 */
export const isHeadOrGate = (name: string): boolean => /^(exits\.\d+\.)?(gate\.)?(weight|bias)$/.test(name);

/** The shapes of the exits' parameters other than heads and gates. */
export const otherShapes = (
  method: Pick<Method, 'exit'>,
  sizes: RunSizes,
): (readonly [string, readonly number[]])[] =>
  Object.entries(shapesOf(method, sizes)).filter(([name]) => !isHeadOrGate(name));

function otherParameters(method: Method, sizes: RunSizes): ToyParameter[] {
  return otherShapes(method, sizes).map(([name, shape]) => ({ name, value: drawnAs(name, shape) }));
}

/** Normal numbers that depend on the name alone. */
export function drawnAs(name: string, shape: readonly number[]): Tensor {
  const { normal } = seededRandom(`identity ${name}`);
  return tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, normal), [...shape]);
}
