/** What a bag of words answers to the evaluation examples of runs: computed from their data, or as it was packed. */
import { join } from 'node:path';
import { isObject } from '../files';
import { evaluationExamples } from '../runs/evaluation';
import { fitBag } from '../text/bagOfWords';
import { sampleRows } from '../text/dataset';
import type { Dataset, RunConfig, RunRecord } from '../types';
import { knownDatasets } from './difficulties';
import { once } from './once';
import type { Profile } from './profiles';
import { everyRecordsFolder } from './records';
import { type RowsOf, readRows, writeRows } from './rowsFile';

/** The parts of a configuration that a bag of words depends on. */
const columns = ['task', 'data', 'trainSize', 'evalSize', 'subset', 'seed'] as const;

/** The answers of one bag, [N] classes as digits. */
interface BagRow extends Pick<RunConfig, (typeof columns)[number]> {
  readonly answers: string;
}

const fileOf = (records: string): string => join(records, 'bag-of-words.json');

const rows: RowsOf<BagRow> = {
  what: 'the answers of bags of words',
  fields: `${columns.join(', ')} and answers`,
  is: (row): row is BagRow =>
    isObject(row) && columns.every((column) => column in row) && typeof row.answers === 'string',
};

const isOf =
  (config: RunConfig) =>
  (row: BagRow): boolean =>
    columns.every((column) => row[column] === config[column]);

/**
 * Returns a function that gives the answers of a bag of words, fitted on a run's training examples, to its evaluation
 * examples, [N]. Where the data of the run are not at hand, the answers are those among the records that ship, or null.
 */
export function bagAnswers(profile: Pick<Profile, 'data'>): (run: RunRecord) => Int32Array | null {
  const datasetOf = knownDatasets(profile);
  const packed = everyRecordsFolder().flatMap((folder) => readRows(fileOf(folder), rows));
  return (run) => {
    const dataset = datasetOf(run);
    if (dataset) return fitted({ dataset, config: run.config })(evaluationExamples(dataset, run.config));
    const row = packed.find(isOf(run.config));
    return row?.answers.length === run.evaluation.labels.length ? Int32Array.from(row.answers, Number) : null;
  };
}

/**
 * Writes the answers to the evaluation examples of some runs into the records that ship, beside those already there.
 */
export function packBagAnswers(
  found: readonly RunRecord[],
  records: string,
  profile: Pick<Profile, 'data'>,
): void {
  const datasetOf = knownDatasets(profile);
  const ofClasses = found.filter(({ evaluation }) => evaluation.classes > 1 && evaluation.classes <= 10);
  const answersOf = bagAnswers(profile);
  const packed = [...readRows(fileOf(records), rows)];
  for (const run of ofClasses) {
    if (packed.some(isOf(run.config)) || !datasetOf(run)) continue;
    const { task, data, trainSize, evalSize, subset, seed } = run.config;
    const answers = (answersOf(run) ?? []).join('');
    packed.push({ task, data, trainSize, evalSize, subset, seed, answers });
  }
  if (packed.length > 0) writeRows(fileOf(records), packed);
}

/** Fits each set of training examples once. */
const fitted = once(
  ({ dataset, config }: { readonly dataset: Dataset; readonly config: RunConfig }) => {
    const { trainSize, subset, seed } = config;
    const isAll = trainSize >= dataset.train.length;
    return JSON.stringify([dataset.fingerprint, ...(isAll ? [] : [trainSize, subset, seed])]);
  },
  ({ dataset, config: { trainSize, subset, seed } }) => {
    const chosen = sampleRows(dataset.train.length, trainSize, subset, seed);
    return fitBag(
      Array.from(chosen, (row) => dataset.train[row]),
      dataset.task.labels.length,
    );
  },
);
