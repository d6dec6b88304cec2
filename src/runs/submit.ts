import { speedUp } from '../analysis/cost';
import { decide, decidedPredictions } from '../analysis/exits';
import { readingOf } from '../analysis/readings';
import { LabError } from '../errors';
import { readGlueTests } from '../text/glueTest';
import { writeSubmission } from '../text/submission';
import { blankRecord } from '../training/blankRecord';
import type { ExitSignal } from '../types';
import type { RunOptions } from './config';
import { prepareRun } from './prepare';
import type { RunSurroundings } from './surroundings';
import { openModel, withLastWeights } from './trained';

/** When examples leave, and where the answers go. */
export interface SubmissionOptions {
  readonly signal: ExitSignal;
  readonly threshold: number;
  readonly folder: string;
}

/** A file to submit, and how fast its answers were reached. */
export interface Submission {
  readonly file: string;
  readonly speedUp: number;
}

/**
 * Writes what a finished run answers to the unlabelled examples of its GLUE task when each leaves by the signal at the
 * threshold: a file for GLUE's server, two for MNLI. The run's last weights are kept with its record for that; a run whose
 * record lacks them is trained once more. Throws LabError for a task that GLUE does not have, or without its test files.
 */
export async function submit(
  options: RunOptions,
  { signal, threshold, folder }: SubmissionOptions,
  surroundings: RunSurroundings = {},
): Promise<Submission[]> {
  if (!Number.isFinite(threshold)) throw new LabError(`threshold: expected a number, got ${threshold}`);
  if (options.data === undefined)
    throw new LabError('data: expected the folder of the GLUE task or of all of them, got none');
  const tests = readGlueTests(options.task, options.data);
  requireSignal(signal, options);
  const { kept, last } = withLastWeights(options);
  const model = await openModel(kept, last, surroundings);
  const submissions: Submission[] = [];
  try {
    for (const test of tests) {
      const record = await model.evaluate(test.examples);
      const exits = decide(record, signal, threshold);
      const file = writeSubmission(test, decidedPredictions(record, exits), folder);
      const counts = record.depths.map((_, e) => exits.filter((exit) => exit === e).length);
      submissions.push({ file, speedUp: speedUp(counts, record) });
    }
  } finally {
    model.close();
  }
  return submissions;
}

/**
 * Throws LabError, before anything is trained, where the signal reads what the exits of the run do not say, such as a
 * gate.
 */
function requireSignal(signal: ExitSignal, options: RunOptions): void {
  signal.score([readingOf(blankRecord(prepareRun(options).model, Int32Array.of(0)), 0, 0)]);
}
