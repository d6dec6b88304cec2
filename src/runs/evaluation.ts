import { shownValue } from '../shown';
import { sampleRows } from '../text/dataset';
import type { Dataset, Example, RunConfig } from '../types';

/** The examples that a run was evaluated on, in the order of its record. */
export function evaluationExamples(
  { validation }: Dataset,
  { evalSize, subset, seed }: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): Example[] {
  return Array.from(sampleRows(validation.length, evalSize, subset, seed), (row) => validation[row]);
}

/** The words for example n of a run's evaluation: its row in the file, and how it begins. */
export function namedExample(
  dataset: Dataset,
  config: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): (n: number) => string {
  const { validation } = dataset;
  const rows = sampleRows(validation.length, config.evalSize, config.subset, config.seed);
  return (n) => `validation example ${rows[n]}, counted from 0: ${shownValue(validation[rows[n]].sentence1)}`;
}

/** [N]: the difficulties, 1 to 5, of a run's evaluation examples; empty where nobody knows them. */
export const evaluationDifficulties = (
  dataset: Dataset,
  config: Pick<RunConfig, 'evalSize' | 'subset' | 'seed'>,
): number[] => evaluationExamples(dataset, config).flatMap(({ difficulty }) => difficulty ?? []);
