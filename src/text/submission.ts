import { join } from 'node:path';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import type { GlueTest } from './glueTest';
import type { GlueTask } from './tasks';

/**
 * Writes a test set's predictions in the format of GLUE's server, such as `SST-2.tsv`, into the folder. It has the
 * columns `index` and `prediction` and one row for each example, in order. Classes are written in the words of the
 * training files; predictions of STS-B are clipped to 0..5. `predictions` [N] are those decided at a threshold.
 * Returns the path. Throws LabError, and writes nothing, for a wrong number of predictions or a prediction that the
 * task does not have.
 */
export function writeSubmission(test: GlueTest, predictions: ArrayLike<number>, folder: string): string {
  const path = join(folder, `${test.submission}.tsv`);
  writeAtomically(path, [submissionText(test, predictions)]);
  return path;
}

/** The text of the file that `writeSubmission` writes. */
export function submissionText(
  { task, submission, index }: GlueTest,
  predictions: ArrayLike<number>,
): string {
  if (predictions.length !== index.length)
    throw new LabError(
      `expected ${index.length} predictions for ${submission}.tsv, ` +
        `one for each example of its test set, got ${predictions.length}`,
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
