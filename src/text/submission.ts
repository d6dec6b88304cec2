import { join } from 'node:path';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import type { GlueTest } from './glueTest';
import type { GlueTask } from './tasks';

/**
 * Writes the file that GLUE's server takes for a test set, `SST-2.tsv` in the folder: `index` and `prediction`, a row each
 * in the order of the examples, classes by the words of the training files and STS-B's numbers kept in 0..5. `predictions`
 * [N] are those decided at a threshold. Returns the path. Throws LabError, and writes nothing, for another number of
 * predictions or for one that the task does not have.
 */
export function writeSubmission(test: GlueTest, predictions: ArrayLike<number>, folder: string): string {
  const path = join(folder, `${test.submission}.tsv`);
  writeAtomically(path, [submissionText(test, predictions)]);
  return path;
}

/** What `writeSubmission` writes. */
export function submissionText(
  { task, submission, index }: GlueTest,
  predictions: ArrayLike<number>,
): string {
  if (predictions.length !== index.length)
    throw new LabError(
      `expected ${index.length} predictions for ${submission}.tsv, one for each example of its test set, got ${predictions.length}`,
    );
  const rows = index.map((row, n) => `${row}\t${answerOf(task, predictions[n], row)}\n`);
  return ['index\tprediction\n', ...rows].join('');
}

function answerOf({ name, glue, range }: GlueTask, prediction: number, row: number): string {
  if (range && Number.isFinite(prediction))
    return Math.min(Math.max(prediction, range[0]), range[1]).toFixed(3);
  const word = range ? undefined : glue.spelling[prediction];
  if (word !== undefined) return word;
  const expected = range ? 'a number' : `a class from 0 to ${glue.spelling.length - 1}`;
  throw new LabError(`expected ${expected} as prediction ${row} of ${name}, got ${prediction}`);
}
