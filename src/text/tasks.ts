import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { projectRoot } from '../paths';
import type { Task } from '../types';
import { readTaskFile } from './jsonl';

/** The files of a task in the classic GLUE release, and the names of their columns. */
export interface GlueFiles {
  readonly folder: string;
  readonly train: string;
  readonly validation: string;
  readonly sentence1: string;
  readonly sentence2?: string;
  readonly label: string;
  /** The spelling of each class in the file, in the order of `Task.labels`; empty if labels are numbers. */
  readonly spelling: readonly string[];
  /** The names of the columns of files without a header. */
  readonly columns?: readonly string[];
  /** The unlabelled file of each file to submit, by the name of the latter without `.tsv`. */
  readonly tests: { readonly [submission: string]: string };
  /** The column of the row's number in the unlabelled files; the default is `index`. */
  readonly index?: string;
  /** Rows with too few columns are skipped, as in the published readers of QQP. */
  readonly shortRows?: 'skipped';
}

/** A task of the GLUE benchmark. */
export interface GlueTask extends Task {
  readonly glue: GlueFiles;
}

const trainAndDev = { train: 'train.tsv', validation: 'dev.tsv' };

/** MNLI with its matched validation examples, from the genres of the training examples. */
const mnli: GlueTask = {
  name: 'mnli',
  labels: ['entailment', 'neutral', 'contradiction'],
  metrics: ['accuracy'],
  pair: true,
  glue: {
    folder: 'MNLI',
    train: 'train.tsv',
    validation: 'dev_matched.tsv',
    tests: { 'MNLI-m': 'test_matched.tsv', 'MNLI-mm': 'test_mismatched.tsv' },
    sentence1: 'sentence1',
    sentence2: 'sentence2',
    label: 'gold_label',
    spelling: ['entailment', 'neutral', 'contradiction'],
  },
};

/**
 * The GLUE tasks in the label order of Hugging Face, which SWEET's code uses. The classic readers, which COSEE uses,
 * order MNLI's labels contradiction 0, entailment 1, neutral 2 instead. No metric here depends on the order. `mnli-mm`
 * is MNLI with its mismatched validation examples, from other genres.
 */
export const glueTasks: readonly GlueTask[] = [
  {
    name: 'sst-2',
    labels: ['negative', 'positive'],
    metrics: ['accuracy'],
    pair: false,
    glue: {
      ...trainAndDev,
      folder: 'SST-2',
      tests: { 'SST-2': 'test.tsv' },
      sentence1: 'sentence',
      label: 'label',
      spelling: ['0', '1'],
    },
  },
  {
    name: 'mrpc',
    labels: ['not_equivalent', 'equivalent'],
    metrics: ['accuracy', 'f1'],
    pair: true,
    glue: {
      ...trainAndDev,
      folder: 'MRPC',
      tests: { MRPC: 'test.tsv' },
      sentence1: '#1 String',
      sentence2: '#2 String',
      label: 'Quality',
      spelling: ['0', '1'],
    },
  },
  {
    name: 'cola',
    labels: ['unacceptable', 'acceptable'],
    metrics: ['matthews', 'accuracy'],
    pair: false,
    glue: {
      ...trainAndDev,
      folder: 'CoLA',
      tests: { CoLA: 'test.tsv' },
      sentence1: 'sentence',
      label: 'label',
      spelling: ['0', '1'],
      columns: ['source', 'label', 'mark', 'sentence'],
    },
  },
  mnli,
  {
    ...mnli,
    name: 'mnli-mm',
    glue: {
      ...mnli.glue,
      validation: 'dev_mismatched.tsv',
      tests: { 'MNLI-mm': 'test_mismatched.tsv' },
    },
  },
  {
    name: 'qqp',
    labels: ['not_duplicate', 'duplicate'],
    metrics: ['accuracy', 'f1'],
    pair: true,
    glue: {
      ...trainAndDev,
      folder: 'QQP',
      tests: { QQP: 'test.tsv' },
      sentence1: 'question1',
      sentence2: 'question2',
      label: 'is_duplicate',
      spelling: ['0', '1'],
      index: 'id',
      shortRows: 'skipped',
    },
  },
  {
    name: 'qnli',
    labels: ['entailment', 'not_entailment'],
    metrics: ['accuracy'],
    pair: true,
    glue: {
      ...trainAndDev,
      folder: 'QNLI',
      tests: { QNLI: 'test.tsv' },
      sentence1: 'question',
      sentence2: 'sentence',
      label: 'label',
      spelling: ['entailment', 'not_entailment'],
    },
  },
  {
    name: 'rte',
    labels: ['entailment', 'not_entailment'],
    metrics: ['accuracy'],
    pair: true,
    glue: {
      ...trainAndDev,
      folder: 'RTE',
      tests: { RTE: 'test.tsv' },
      sentence1: 'sentence1',
      sentence2: 'sentence2',
      label: 'label',
      spelling: ['entailment', 'not_entailment'],
    },
  },
  {
    name: 'sts-b',
    labels: ['similarity'],
    range: [0, 5],
    metrics: ['pearson', 'spearman'],
    pair: true,
    glue: {
      ...trainAndDev,
      folder: 'STS-B',
      tests: { 'STS-B': 'test.tsv' },
      sentence1: 'sentence1',
      sentence2: 'sentence2',
      label: 'score',
      spelling: [],
    },
  },
];

/** The folder of a task that ships with the project. */
export function shippedTaskFolder(name: string): string {
  return join(projectRoot(), 'data', 'tasks', name);
}

/** The names of the tasks that ship with the project. */
export function shippedTaskNames(): string[] {
  const folder = shippedTaskFolder('');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'task.json')))
    .sort();
}

/** The task of that name, of GLUE or shipped. */
export function taskByName(name: string): Task {
  const glue = glueTasks.find((task) => task.name === name);
  if (glue) return glue;
  const shipped = shippedTaskNames();
  if (shipped.includes(name)) return readTaskFile(shippedTaskFolder(name));
  throw unknownTask(name);
}

/** The GLUE task of that name. Only GLUE tasks have test sets whose labels GLUE's server keeps. */
export function glueTaskByName(name: string): GlueTask {
  const task = glueTasks.find((each) => each.name === name);
  if (task) return task;
  const known = glueTasks.map((each) => each.name).join(', ');
  throw new LabError(`expected a task of GLUE that the lab reads (${known}), got '${name}'${spelling(name)}`);
}

/**
 * `; the lab spells it 'sst-2'`, for a name that differs from a known one only in capitals and hyphens: SST-2, sst2,
 * STSB. Empty for other names.
 */
export function spelling(name: string): string {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = knownTaskNames().find((known) => known !== name && letters(known) === letters(name));
  return meant === undefined ? '' : `; the lab spells it '${meant}'`;
}

const knownTaskNames = (): string[] => [...shippedTaskNames(), ...glueTasks.map((task) => task.name)];

/** Whether a task of GLUE, or one that ships, has that name. */
export const isKnownTask = (name: string): boolean => knownTaskNames().includes(name);

export function unknownTask(name: string): LabError {
  return new LabError(
    `unknown task '${name}'; expected one of ${knownTaskNames().join(', ')}, ` +
      `or a folder with a task.json as data${spelling(name)}`,
  );
}
