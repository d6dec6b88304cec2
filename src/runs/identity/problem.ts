/** A small fixed problem that a method can be tried on: what it computes there tells it from every other method. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { messageOf } from '../../files';
import { differentiate } from '../../ops/differentiate';
import { shownValue } from '../../shown';
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

/** The least B of the problem, and H. */
const EXAMPLES = 8;
const HIDDEN = 2;

/** How large the numbers of the problem are: a method may treat small and large ones in different ways. */
export interface Reach {
  /** How sure the exits are: of their logits. */
  readonly sureness: number;
  /** The largest hidden state. */
  readonly state: number;
}

/** The numbers of the problem: a block, a head and a gate for each exit, and B examples. */
interface Problem {
  readonly hidden: Tensor2D;
  readonly labels: Tensor1D;
  /** E blocks [H], E heads [H, C], E gates [H, 1]. */
  readonly parameters: readonly Tensor[];
}

/** Every class is the label of some example. */
function problemOf({ depths, classes }: RunSizes, { sureness, state }: Reach): Problem {
  const examples = Math.max(EXAMPLES, classes);
  const { normal, integer } = seededRandom('identity');
  const draw = (shape: [number] | [number, number], factor = 1) =>
    tf.tensor(
      Array.from({ length: tf.util.sizeFromShape(shape) }, () => factor * normal()),
      shape,
    );
  const each = (shape: [number] | [number, number], factor?: number) => depths.map(() => draw(shape, factor));
  const label = (_: unknown, i: number) => {
    if (classes === 1) return 5 * normal();
    return i < classes ? i : integer(classes);
  };
  return {
    hidden: draw([examples, HIDDEN], state) as Tensor2D,
    labels: tf.tensor1d(Array.from({ length: examples }, label)),
    parameters: [
      ...each([HIDDEN]),
      ...each([HIDDEN, classes], sureness / state),
      ...each([HIDDEN, 1], 1 / state),
    ],
  };
}

/**
 * What the exits say, each after a block h <- s·tanh(a·h/s) of its own: the next block receives `handoff(h)`, or begins
 * anew where every exit has an encoder of its own. s is how large a state may be.
 */
function exitsOf(
  { encoders, handoff, gates }: Method,
  { depths }: RunSizes,
  hidden: Tensor2D,
  parameters: readonly Tensor[],
  largest: number,
): ExitOutput[] {
  const E = depths.length;
  let state = hidden;
  return depths.map((depth, e) => {
    const entering = e === 0 || encoders === 'separate' ? hidden : handoff(state);
    state = tf.mul(largest, tf.tanh(tf.div(tf.mul<Tensor2D>(entering, parameters[e]), largest)));
    const logits = tf.matMul(state, parameters[E + e] as Tensor2D) as Tensor2D;
    const output = { depth, features: state, logits };
    if (!gates) return output;
    const said = tf.sigmoid(tf.matMul(state, parameters[2 * E + (gates === 'shared' ? 0 : e)] as Tensor2D));
    return { ...output, gate: tf.reshape(said, [-1]) as Tensor1D };
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
 * The method's loss on the problem, its notes and its gradients; `schedule` is [K] where the method has one. Throws
 * LabError where the method fails there.
 */
export function readLoss(
  method: Method,
  sizes: RunSizes,
  schedule: readonly number[] | undefined,
  reach: Reach,
): LossReading {
  return tf.tidy(() => {
    const { hidden, labels, parameters } = problemOf(sizes, reach);
    const weights = schedule && tf.tensor1d([...schedule]);
    const notes: Record<string, Scalar> = {};
    const note: Note = (name, value: unknown) => {
      if (!(value instanceof tf.Tensor))
        throw new LabError(
          `expected the note '${name}' to be a tensor of one number, got ${shownValue(value)}`,
        );
      notes[name] = value as Scalar;
    };
    const forward = (values: readonly Tensor[]) => {
      const exits = exitsOf(method, sizes, hidden, values, reach.state);
      const losses = exits.map(({ logits }) => targetOf(logits.shape[1]).loss(logits, labels));
      const y = method.loss(losses, exits, labels, weights, note);
      return { y, beside: { y, notes } };
    };
    const { beside, gradients } = tried(method, labels.size, () => differentiate(parameters, forward));
    const told = Object.entries(beside.notes).map(([name, value]) => [name, value.dataSync()[0]]);
    return {
      loss: beside.y.dataSync()[0],
      notes: Object.fromEntries(told),
      gradients: gradients.map((gradient) => gradient.dataSync()),
    };
  });
}

function tried<T>(method: Method, examples: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LabError) throw new LabError(`${method.name}: ${error.message}`);
    throw new LabError(
      `${method.name}: the method was tried on ${examples} examples with ${HIDDEN} features, ` +
        `which identifies its runs, and failed: ${messageOf(error)}; expected a handoff and a loss that take any number of examples and features`,
    );
  }
}
