/** A small fixed problem that a method can be tried on: what it computes there tells it from every other method. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { messageOf } from '../../files';
import { targetOf } from '../../targets';
import { seededRandom } from '../../text/random';
import type { ExitOutput, Method, Note } from '../../types';

/** What a method can see of a run. */
export interface RunSizes {
  readonly depths: readonly number[];
  readonly classes: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** B and H of the problem. */
const EXAMPLES = 8;
const HIDDEN = 2;

/** The numbers of the problem: a block, a head and a gate for each exit, and B examples. */
interface Problem {
  readonly hidden: Tensor2D;
  readonly labels: Tensor1D;
  /** E blocks [H], E heads [H, C], E gates [H, 1]. */
  readonly parameters: readonly Tensor[];
}

/** `scale` makes the exits surer or less sure: it takes the loss to where its bounds are met, and where they are not. */
function problemOf({ depths, classes }: RunSizes, scale: number): Problem {
  const { normal, integer } = seededRandom('identity');
  const draw = (shape: [number] | [number, number], factor = 1) =>
    tf.tensor(
      Array.from({ length: tf.util.sizeFromShape(shape) }, () => factor * normal()),
      shape,
    );
  const each = (shape: [number] | [number, number], factor?: number) => depths.map(() => draw(shape, factor));
  const label = () => (classes === 1 ? 5 * normal() : integer(classes));
  return {
    hidden: draw([EXAMPLES, HIDDEN]) as Tensor2D,
    labels: tf.tensor1d(Array.from({ length: EXAMPLES }, label)),
    parameters: [...each([HIDDEN]), ...each([HIDDEN, classes], scale), ...each([HIDDEN, 1])],
  };
}

/**
 * What the exits say, each after a block h <- tanh(a·h) of its own: the next block receives `handoff(h)`, or begins
 * anew where every exit has an encoder of its own.
 */
function exitsOf(
  { encoders, handoff, gates }: Method,
  { depths }: RunSizes,
  hidden: Tensor2D,
  parameters: readonly Tensor[],
): ExitOutput[] {
  const E = depths.length;
  let state = hidden;
  return depths.map((depth, e) => {
    const entering = e === 0 || encoders === 'separate' ? hidden : handoff(state);
    state = tf.tanh(tf.mul<Tensor2D>(entering, parameters[e]));
    const logits = tf.matMul(state, parameters[E + e] as Tensor2D) as Tensor2D;
    const output = { depth, features: state, logits };
    if (!gates) return output;
    const said = tf.sigmoid(tf.matMul(state, parameters[2 * E + (gates === 'shared' ? 0 : e)] as Tensor2D));
    return { ...output, gate: tf.reshape(said, [EXAMPLES]) as Tensor1D };
  });
}

/** What a method's loss gives on the problem. */
export interface LossReading {
  readonly loss: number;
  readonly notes: Readonly<Record<string, number>>;
  /** Of the blocks, heads and gates. */
  readonly gradients: readonly ArrayLike<number>[];
}

/**
 * The method's loss on the problem, its notes and its gradients; `schedule` is [K] where the method has one. Throws LabError where
 * the loss fails there.
 */
export function readLoss(
  method: Method,
  sizes: RunSizes,
  schedule: readonly number[] | undefined,
  scale: number,
): LossReading {
  return tf.tidy(() => {
    const { hidden, labels, parameters } = problemOf(sizes, scale);
    const weights = schedule && tf.tensor1d([...schedule]);
    const notes: Record<string, number> = {};
    const note: Note = (name, value) => {
      notes[name] = value.dataSync()[0];
    };
    const objective = (...values: Tensor[]): Scalar => {
      const exits = exitsOf(method, sizes, hidden, values);
      const losses = exits.map(({ logits }) => targetOf(logits.shape[1]).loss(logits, labels));
      const touched = tf.mul(0, tf.addN(values.map((value) => tf.sum(value)))) as Scalar;
      return tf.add(
        tried(method, () => method.loss(losses, exits, labels, weights, note)),
        touched,
      );
    };
    const { value, grads } = tf.valueAndGrads(objective)([...parameters]);
    return {
      loss: value.dataSync()[0],
      notes,
      gradients: grads.map((gradient) => gradient.dataSync()),
    };
  });
}

function tried(method: Method, loss: () => Scalar): Scalar {
  try {
    return loss();
  } catch (error) {
    throw new LabError(
      `${method.name}: the loss was tried on ${EXAMPLES} examples with ${HIDDEN} features, which identifies its runs, and failed: ` +
        `${messageOf(error)}; expected a loss that takes any number of examples and features`,
    );
  }
}
