/** Checks that a replayed step equals the objective computed op by op. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { StepGradients } from './objective';

/** The largest relative difference of a replayed tensor. float32 sums in another order and TF32 stay below it. */
const TOLERANCE = 1e-2;

/**
 * The largest difference relative to the norm of all gradients. The gradient of an attention key's bias is rounding
 * only.
 */
const NEGLIGIBLE = 1e-5;

/** Every tensor of a step with a readable name. The gradients come last. */
const named = ({ losses, norms, notes = {}, gradients }: StepGradients): (readonly [string, Tensor])[] => [
  ['the losses of the exits', losses],
  ['the norm of the gradient', norms],
  ...Object.entries(notes).map(([name, value]) => [`the note '${name}'`, value] as const),
  ...Object.entries(gradients).map(([name, value]) => [`the gradient of ${name}`, value] as const),
];

/** The norms of the expected tensor, of the received tensor and of their difference: [3]. */
const comparison = (expected: Tensor, got: Tensor): Tensor =>
  tf.stack([expected, got, tf.sub(got, expected)].map((x) => tf.norm(x)));

/**
 * Throws LabError for the first tensor that differs in the replay. Two tensors that are both NaN or infinite count as
 * equal, because the divergence is reported elsewhere. Call it inside tf.tidy.
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
    'expected a training step whose replay gives the same results as op by op; ' +
      `got a norm of ${got} replayed and of ${expected} op by op for ${what}. ` +
      'A step is recorded once and then replayed. A counter, a clock, a random number, Math.min or an if ' +
      'in the loss of a method keeps its recorded value. Put values that change from step to step into ' +
      '`schedule`. Compute values that depend on the batch with tensors, such as tf.minimum and tf.where.',
  );
