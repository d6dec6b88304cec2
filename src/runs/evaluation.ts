import { shownValue } from '../shown';
import { sampleRows } from '../text/dataset';
import type { Dataset, Example, RunConfig } from '../types';

/** The evaluation examples of a run, in the order of its record. */
export function evaluationExamples(
  { validation }: Dataset,
  { evalSize, subset, seed }: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): Example[] {
  return Array.from(sampleRows(validation.length, evalSize, subset, seed), (row) => validation[row]);
}

/** Describes example n of a run's evaluation: its row in the file and its first words. */
export function namedExample(
  dataset: Dataset,
  config: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): (n: number) => string {
  const { validation } = dataset;
  const rows = sampleRows(validation.length, config.evalSize, config.subset, config.seed);
  return (n) => `validation example ${rows[n]}, counted from 0: ${shownValue(validation[rows[n]].sentence1)}`;
}

/** The difficulties (1 to 5) of a run's evaluation examples, [N]. The list is empty if they are unknown. */
export const evaluationDifficulties = (
  dataset: Dataset,
  config: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): number[] => evaluationExamples(dataset, config).flatMap(({ difficulty }) => difficulty ?? []);
