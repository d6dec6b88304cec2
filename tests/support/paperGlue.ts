/** A stand-in of `nyu-mll/glue`: the tasks that ship with the lab, under the names and in the form of the Hub. */
import { hubTaskOf, splitsOf } from '../../src/hub/glueTables';
import { openDataset } from '../../src/text/dataset';
import { type GlueTask, glueTasks } from '../../src/text/tasks';
import type { Example } from '../../src/types';
import type { StandIn } from './hubServer';
import { parquetFile } from './parquetFile';

/** Rows of each split. */
export interface Rows {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** The shipped task whose labels have the numbers of a task of GLUE. */
const like: { readonly [task: string]: string } = {
  'sst-2': 'sentiment',
  mrpc: 'paraphrase',
  cola: 'acceptability',
  mnli: 'inference',
  'mnli-mm': 'inference',
  qqp: 'question-pairs',
  qnli: 'answers',
  rte: 'entailment',
  'sts-b': 'paraphrase',
};

/** From 0 to 5, by the words that two sentences share. */
function similarity({ sentence1, sentence2 = '' }: Example): number {
  const [first, second] = [sentence1, sentence2].map((text) => new Set(text.toLowerCase().split(/\W+/)));
  const both = [...first].filter((word) => second.has(word)).length;
  return Math.round((50 * both) / new Set([...first, ...second]).size) / 10;
}

/** The examples of a split: validation and test examples are others than the training examples. */
function examplesOf(task: GlueTask, split: string, rows: Rows): Example[] {
  const { train, validation, test = [] } = openDataset({ task: like[task.name] });
  const own = split.startsWith('train') ? train : split.startsWith('validation') ? validation : test;
  const count = rows[split.split('_')[0] as keyof Rows];
  const from = split.endsWith('mismatched') ? count : 0;
  return own
    .slice(from, from + count)
    .map((example) => (task.range ? { ...example, label: similarity(example) } : example));
}

function fileOf(task: GlueTask, split: string, rows: Rows): Buffer {
  const examples = examplesOf(task, split, rows);
  const hidden = split.startsWith('test');
  const texts = hubTaskOf(task).columns.flatMap((name, i) =>
    name === undefined
      ? []
      : [
          {
            name,
            type: 'BYTE_ARRAY' as const,
            cells: examples.map((one) => (i === 0 ? one.sentence1 : `${one.sentence2}`)),
          },
        ],
  );
  const labels = examples.map(({ label }) => (hidden ? -1 : label));
  return parquetFile([
    ...texts,
    { name: 'label', type: task.range ? 'FLOAT' : 'INT64', cells: labels },
    { name: 'idx', type: 'INT32', cells: examples.map((_, i) => i) },
  ]);
}

/** GLUE on the stand-in of the Hub. */
export function paperGlue(rows: Rows): StandIn {
  const files = glueTasks.flatMap((task) =>
    splitsOf(task).map((split): [string, Buffer] => [
      `${hubTaskOf(task).folder}/${split}-00000-of-00001.parquet`,
      fileOf(task, split, rows),
    ]),
  );
  const about: [string, Buffer] = ['README.md', Buffer.from('about GLUE')];
  return { kind: 'dataset', name: 'nyu-mll/glue', largeFrom: 3000, files: new Map([...files, about]) };
}
