import { speedUp } from '../analysis/cost';
import { decide, decidedPredictions } from '../analysis/decide';
import { LabError } from '../errors';
import { answersBy } from '../policies/answers';
import { readGlueTests } from '../text/glueTest';
import { writeSubmission } from '../text/submission';
import type { ExitPolicy } from '../types';
import { bringToHand } from './atHand';
import { checkPolicyOf } from './checkMethod';
import type { RunOptions } from './config';
import { prepareRun } from './prepare';
import type { RunSurroundings } from './surroundings';
import { openModel, withLastWeights } from './trained';

/** The exit policy of a submission and its folder. */
export interface SubmissionOptions {
  /** A policy without calibration, because calibration needs labels. */
  readonly policy: ExitPolicy;
  readonly threshold: number;
  readonly folder: string;
}

/** A file to submit, and the speed-up of its answers. */
export interface Submission {
  readonly file: string;
  readonly speedUp: number;
}

/**
 * Writes the answers of a finished run to the unlabelled examples of its GLUE task, where examples leave by the policy
 * at the threshold: one file for GLUE's server, two for MNLI. The run's last weights are kept with its record; if the
 * record lacks them, the run is trained once more. Without `data`, the examples are those of the Hugging Face Hub.
 * Throws LabError for a task that is not in GLUE or has no test files.
 */
export async function submit(
  options: RunOptions,
  { policy, threshold, folder }: SubmissionOptions,
  surroundings: RunSurroundings = {},
): Promise<Submission[]> {
  if (!Number.isFinite(threshold)) throw new LabError(`threshold: expected a number, got ${threshold}`);
  requireNoCalibration(policy);
  await bringToHand(options, surroundings);
  const tests = readGlueTests(options.task, options.data);
  const { model: untrained, config } = prepareRun(options);
  checkPolicyOf(untrained, policy);
  const { kept, last } = withLastWeights(options);
  const model = await openModel(kept, last, surroundings);
  const submissions: Submission[] = [];
  try {
    for (const test of tests) {
      const record = answersBy(policy, await model.evaluate(test.examples), config.seed);
      const exits = decide(record, policy.signal, threshold);
      const file = writeSubmission(test, decidedPredictions(record, exits), folder);
      const counts = record.depths.map((_, e) => exits.filter((exit) => exit === e).length);
      submissions.push({ file, speedUp: speedUp(counts, record) });
    }
  } finally {
    model.close();
  }
  return submissions;
}

function requireNoCalibration({ name, calibrate }: ExitPolicy): void {
  if (!calibrate) return;
  throw new LabError(
    `policy: expected a policy without calibration, because a test set has no labels, got ${name}`,
  );
}
