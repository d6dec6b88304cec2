/** The examples of a task, made of the rows of a data file. */
import { LabError } from '../errors';
import type { Dataset, Example, Task } from '../types';
import { classOf, type Labels, numberOf } from './labels';
import { Problems } from './problems';
import { validationRows } from './split';
import type { OwnData, RawLabel, RawRow, RawSplits } from './types';

export interface Made {
  readonly dataset: Omit<Dataset, 'fingerprint'>;
  /** The rows of the examples, by split. */
  readonly rows: RawSplits;
  /** The validation examples were taken from the training examples. */
  readonly isSplitMade: boolean;
  /** The number of test rows without labels, which were left out. */
  readonly hidden: number;
}

/** Throws LabError for rows without labels, and for too few rows. */
export function examplesOf(
  own: OwnData & { readonly task: string },
  splits: RawSplits,
  labels: Labels,
): Made {
  const isHidden = splits.test.every(({ label }) => label === null);
  const test = isHidden ? [] : splits.test;
  const isSplitMade = splits.validation.length === 0;
  const rows = { ...(isSplitMade ? split(splits, labels) : splits), test };
  refuseUnlabelled(own, rows);
  const task = taskOf(own, labels);
  const examples = (of: readonly RawRow[]) => of.map((row) => exampleOf(row, labels));
  for (const name of ['train', 'validation'] as const)
    if (rows[name].length === 0)
      throw new LabError(`${own.file}: expected ${name} examples, got none of ${splits.train.length} rows`);
  const dataset = {
    task,
    train: examples(rows.train),
    validation: examples(rows.validation),
    ...(test.length > 0 && { test: examples(test) }),
  };
  return { dataset, rows, isSplitMade, hidden: isHidden ? splits.test.length : 0 };
}

function split({ train }: RawSplits, labels: Labels): Pick<RawSplits, 'train' | 'validation'> {
  const stratumOf = ({ label }: RawRow) => ('classes' in labels ? classOf(label) : '');
  const chosen = validationRows(train, stratumOf);
  return {
    train: train.filter((row) => !chosen.has(row)),
    validation: train.filter((row) => chosen.has(row)),
  };
}

function refuseUnlabelled(own: OwnData, { train, validation, test }: RawSplits): void {
  const problems = new Problems();
  for (const row of [...train, ...validation, ...test])
    if (row.label === null) problems.add(`no label in the column '${own.label}'`, row);
  problems.refuse(
    own.file,
    'expected a label in every row; such rows can be left out (dropIncomplete, or --drop-incomplete); got',
  );
}

function taskOf({ task: name, columns, label }: OwnData & { readonly task: string }, labels: Labels): Task {
  const pair = columns.length === 2;
  if ('classes' in labels) return { name, labels: labels.classes, metrics: ['accuracy'], pair };
  return { name, labels: [label], range: labels.range, metrics: ['pearson', 'spearman'], pair };
}

const exampleOf = ({ texts: [sentence1, sentence2], label }: RawRow, labels: Labels): Example => ({
  sentence1,
  ...(sentence2 !== undefined && { sentence2 }),
  label: 'classes' in labels ? classIndex(labels.classes, label) : numberOf(label),
});

/** The place of a label among the classes: of the label as it stands, else of the number that it is. */
function classIndex(classes: readonly string[], label: RawLabel): number {
  const at = classes.indexOf(`${label}`);
  return at >= 0 ? at : classes.indexOf(classOf(label));
}
