/** Checks that a run that is trained again for snapshots agrees with the run on record. */
import { LabError } from '../errors';
import type { ExitRecord, StepRecord } from '../types';

/** The training differs from the run on record. None of its snapshots joins the record. */
export class Disagreement extends LabError {
  override name = 'Disagreement';
}

/**
 * The tolerance of a loss at a step, relative to the recorded loss or to 0.1 if that is larger. The same machine
 * repeats the steps exactly. Another machine, kernel or number of threads rounds differently, and the difference grows
 * during training: from 1e-7 at step 1 to 2e-5 at step 200 (12 x 128, learning rate 1e-4). A GPU may round products to
 * TF32, 1e-3. At high learning rates the difference can exceed the tolerance; such a training is refused.
 */
export const toleranceAt = (step: number): number => Math.min(2e-3 + 1e-4 * step, 0.05);

const LEAST_SCALE = 0.1;

/** The number of evaluation examples that are compared. */
export const COMPARED_EXAMPLES = 256;

const isClose = (got: number, expected: number, tolerance: number): boolean =>
  Math.abs(got - expected) <= tolerance * Math.max(Math.abs(expected), LEAST_SCALE);

const otherwise = (what: string, expected: string, got: string): Disagreement =>
  new Disagreement(
    `expected ${what} to be ${expected}, as on record, got ${got}. The record was made by other code, data or ` +
      'weights, or by a machine that rounds differently. So the snapshots of this training do not belong to the ' +
      'record and were not kept. Move the record away and request the run again, to train it with its snapshots.',
  );

const shown = (values: readonly number[]): string => values.map((value) => value.toPrecision(4)).join(', ');

/** Throws Disagreement for the first of `steps` whose losses differ from the record. */
export function checkSteps(recorded: readonly StepRecord[], steps: readonly StepRecord[]): void {
  for (const { step, loss } of steps) {
    const expected = recorded[step - 1]?.loss ?? [];
    const tolerance = toleranceAt(step);
    if (expected.length === loss.length && loss.every((value, e) => isClose(value, expected[e], tolerance)))
      continue;
    throw otherwise(`the losses of the exits at step ${step}`, shown(expected) || 'none', shown(loss));
  }
}

/** The square root of the mean of f(i)² for i < n. */
const rootMeanSquare = (n: number, f: (i: number) => number): number => {
  let total = 0;
  for (let i = 0; i < n; i++) total += f(i) ** 2;
  return Math.sqrt(total / n);
};

/**
 * Throws Disagreement if the first recorded evaluation examples have other labels than `found`, or if the logits of an
 * exit differ. `found` is the evaluation of these examples after the last step.
 */
export function checkEvaluation(recorded: ExitRecord, found: ExitRecord, steps: number): void {
  const [all, N] = [recorded.labels.length, found.labels.length];
  const { depths, classes } = recorded;
  const expectedLabels = Array.from(recorded.labels.subarray(0, N));
  if (expectedLabels.join() !== Array.from(found.labels).join())
    throw otherwise(`the labels of the first ${N} evaluation examples`, 'the same', 'others');
  depths.forEach((depth, e) => {
    const at = (i: number) => recorded.logits[e * all * classes + i];
    const scale = rootMeanSquare(N * classes, at);
    const apart = rootMeanSquare(N * classes, (i) => found.logits[e * N * classes + i] - at(i));
    if (apart <= 2 * toleranceAt(steps) * Math.max(scale, LEAST_SCALE)) return;
    throw otherwise(
      `the logits of the exit at depth ${depth} after the last step`,
      `the same (${scale.toPrecision(3)} as a root mean square)`,
      `others, ${apart.toPrecision(3)} away`,
    );
  });
}
