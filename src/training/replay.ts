/** Whether a captured step, replayed, gives what its objective gives op by op. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { StepGradients } from './objective';

/** How far a replayed tensor may be from the same one op by op, over its norm: float32 in another order, or TF32. */
const TOLERANCE = 1e-2;

/** The same over the norm of all gradients: an attention key's bias is all rounding. */
const NEGLIGIBLE = 1e-5;

/** Every tensor of a step by what a person would call it; the gradients come last. */
const named = ({ losses, norms, notes = {}, gradients }: StepGradients): (readonly [string, Tensor])[] => [
  ['the losses of the exits', losses],
  ['the norm of the gradient', norms],
  ...Object.entries(notes).map(([name, value]) => [`the note '${name}'`, value] as const),
  ...Object.entries(gradients).map(([name, value]) => [`the gradient of ${name}`, value] as const),
];

/** Norms of what was expected, of what came, and of the difference: [3]. */
const comparison = (expected: Tensor, got: Tensor): Tensor =>
  tf.stack([expected, got, tf.sub(got, expected)].map((x) => tf.norm(x)));

/**
 * Throws LabError for the first tensor of a step that is another one when replayed. What is no number in both is the
 * same: such a step diverges, which is told elsewhere. Call inside tf.tidy.
 */
export function checkReplay(replayed: StepGradients, eager: StepGradients): void {
  const got = new Map(named(replayed));
  const expected = named(eager);
  const pairs = expected.map(([what, x]) => comparison(x, got.get(what) as Tensor));
  const rows = tf.stack(pairs).arraySync() as [size: number, came: number, apart: number][];
  const gradients = rows.slice(-Object.keys(eager.gradients).length);
  const whole = Math.hypot(...gradients.map(([size]) => size).filter(Number.isFinite));
  rows.forEach(([size, came, apart], i) => {
    if (apart <= TOLERANCE * size + NEGLIGIBLE * whole) return;
    if (!Number.isFinite(size) && !Number.isFinite(came)) return;
    throw replaysOtherwise(expected[i][0], size, came);
  });
}

const replaysOtherwise = (what: string, expected: number, got: number): LabError =>
  new LabError(
    'expected a training step that gives the same when it is replayed as op by op; ' +
      `got a norm of ${got} replayed and of ${expected} op by op for ${what}. ` +
      'A step is recorded once and then replayed: a counter, a clock, a random ' +
      'number, Math.min or an if in the loss of a method stays what it was then. Let `schedule` give what changes from ' +
      'step to step, and compute what follows the batch with tensors, such as tf.minimum and tf.where.',
  );
