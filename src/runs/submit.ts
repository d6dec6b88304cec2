import { speedUp } from '../analysis/cost';
import { decide, decidedPredictions } from '../analysis/decide';
import { LabError } from '../errors';
import { answersBy } from '../policies/answers';
import { readGlueTests } from '../text/glueTest';
import { writeSubmission } from '../text/submission';
import type { ExitPolicy } from '../types';
import { checkPolicyOf } from './checkMethod';
import type { RunOptions } from './config';
import { prepareRun } from './prepare';
import type { RunSurroundings } from './surroundings';
import { openModel, withLastWeights } from './trained';

/** When examples leave, and where the answers go. */
export interface SubmissionOptions {
  /** One without calibration, which needs labels. */
  readonly policy: ExitPolicy;
  readonly threshold: number;
  readonly folder: string;
}

/** A file to submit, and how fast its answers were reached. */
export interface Submission {
  readonly file: string;
  readonly speedUp: number;
}

/**
 * Writes what a finished run answers to the unlabelled examples of its GLUE task when each leaves by the policy at the
 * threshold: a file for GLUE's server, two for MNLI. The run's last weights are kept with its record for that; a run whose
 * record lacks them is trained once more. Throws LabError for a task that GLUE does not have, or without its test files.
 */
export async function submit(
  options: RunOptions,
  { policy, threshold, folder }: SubmissionOptions,
  surroundings: RunSurroundings = {},
): Promise<Submission[]> {
  if (!Number.isFinite(threshold)) throw new LabError(`threshold: expected a number, got ${threshold}`);
  if (options.data === undefined)
    throw new LabError('data: expected the folder of the GLUE task or of all of them, got none');
  requireNoCalibration(policy);
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
    `policy: expected one that does not calibrate, for a test set has no labels to calibrate on, got ${name}`,
  );
}
