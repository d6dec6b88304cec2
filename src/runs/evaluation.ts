import { LabError } from '../errors';
import { shownValue } from '../shown';
import { sampleRows } from '../text/dataset';
import type { Dataset, Example, RunConfig } from '../types';

/** The settings of a run that choose its evaluation examples. */
export type Evaluated = Pick<RunConfig, 'trainSize' | 'evalSize' | 'subset' | 'seed' | 'split'>;

/** The numbers of examples of a task. */
export interface SplitSizes {
  readonly train: number;
  readonly validation: number;
  /** Absent if the task has no test examples with labels. */
  readonly test?: number;
}

/** The numbers of examples of an open task. */
export const sizesOfSplits = ({ train, validation, test }: Dataset): SplitSizes => ({
  train: train.length,
  validation: validation.length,
  ...(test && { test: test.length }),
});

/** The number of examples that a run can be evaluated on. */
export function evaluable(
  { split, trainSize }: Pick<Evaluated, 'split' | 'trainSize'>,
  of: SplitSizes,
): number {
  if (split === 'test') return of.test ?? 0;
  return split === 'held-out' ? Math.max(0, of.train - trainSize) : of.validation;
}

/** Throws LabError if the split that a run asks for has no examples. */
export function checkSplit(config: Evaluated, dataset: Dataset): void {
  const sizes = sizesOfSplits(dataset);
  if (evaluable(config, sizes) > 0) return;
  if (config.split === 'test')
    throw new LabError(
      `split: expected a task whose test examples have labels, got ${dataset.task.name}, which has none; ` +
        "evaluate on 'validation'",
    );
  throw new LabError(
    `split: expected a trainSize below the ${sizes.train} training examples of ${dataset.task.name}, ` +
      `got ${config.trainSize}; none is left to hold out`,
  );
}

/** The evaluation examples of a run, in the order of its record. */
export function evaluationExamples(dataset: Dataset, config: Evaluated): Example[] {
  const { examples, rows } = evaluated(dataset, config);
  return Array.from(rows, (row) => examples[row]);
}

/** Describes example n of a run's evaluation: its row in the file and its first words. */
export function namedExample(dataset: Dataset, config: Evaluated): (n: number) => string {
  const { examples, rows } = evaluated(dataset, config);
  const file = config.split === 'held-out' ? 'training' : (config.split ?? 'validation');
  return (n) => `${file} example ${rows[n]}, counted from 0: ${shownValue(examples[rows[n]].sentence1)}`;
}

/** Describes training example n of a run: its row in the file and its first words. */
export function namedTraining(
  { train }: Dataset,
  { trainSize, subset, seed }: Pick<RunConfig, 'trainSize' | 'subset' | 'seed'>,
): (n: number) => string {
  const rows = sampleRows(train.length, trainSize, subset, seed);
  return (n) => `training example ${rows[n]}, counted from 0: ${shownValue(train[rows[n]].sentence1)}`;
}

/** The difficulties (1 to 5) of a run's evaluation examples, [N]. The list is empty if they are unknown. */
export const evaluationDifficulties = (dataset: Dataset, config: Evaluated): number[] =>
  evaluationExamples(dataset, config).flatMap(({ difficulty }) => difficulty ?? []);

/** The examples of one file, and the rows that a run is evaluated on, in file order. */
function evaluated(
  { train, validation, test = [] }: Dataset,
  { split, trainSize, evalSize, subset, seed }: Evaluated,
): { readonly examples: readonly Example[]; readonly rows: Int32Array } {
  if (split !== 'held-out') {
    const examples = split === 'test' ? test : validation;
    return { examples, rows: sampleRows(examples.length, evalSize, subset, seed) };
  }
  const trained = new Set(sampleRows(train.length, trainSize, subset, seed));
  const rows = sampleRows(train.length, trainSize + evalSize, subset, seed);
  return { examples: train, rows: rows.filter((row) => !trained.has(row)) };
}
