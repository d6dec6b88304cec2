import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { parseJsonObject, readJsonObject } from '../json';
import { shown, shownValue } from '../shown';
import { textLines } from '../textPieces';
import type { Example, MetricName, Task } from '../types';
import { metricsOfNumbers, numberLabel } from './numbers';

const metricNames: readonly MetricName[] = ['accuracy', 'f1', 'matthews', 'pearson', 'spearman'];

/**
 * A task stored as task.json, train.jsonl, validation.jsonl and optionally test.jsonl. Each `.jsonl` may be compressed
 * by gzip, as `train.jsonl.gz`.
 */
export interface JsonlSplits {
  readonly task: Task;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test?: readonly Example[];
}

/**
 * Reads a folder of that form, shipped or a person's own. A test file with hidden labels is checked and then left
 * out, because it cannot be scored.
 */
export function readJsonlTask(folder: string): JsonlSplits {
  const task = readTaskFile(folder);
  const split = (name: string) => readJsonlFile(task, jsonlFile(folder, name));
  const splits = { task, train: split('train'), validation: split('validation') };
  const test = readTestFile(task, jsonlFile(folder, 'test'));
  return test ? { ...splits, test } : splits;
}

/** `train.jsonl`, or `train.jsonl.gz` if that is the file that is there. */
function jsonlFile(folder: string, split: string): string {
  const [plain, compressed] = ['.jsonl', '.jsonl.gz'].map((end) => join(folder, `${split}${end}`));
  return !existsSync(plain) && existsSync(compressed) ? compressed : plain;
}

/** The examples of a test file; null if the file is missing or hides every label. */
function readTestFile(task: Task, file: string): Example[] | null {
  if (!existsSync(file)) return null;
  const rows = [...rowsOf(task, file)];
  const isOpen = (row: Row) => !isHidden(task, row);
  if (rows.some(isOpen)) return labelled(task, rows);
  for (const row of rows) textsOf(task, row);
  return null;
}

/** Benchmarks hide the labels of their test sets: the label is -1, null or missing. */
function isHidden({ range }: Task, { values: { label } }: Row): boolean {
  const isLabel = label === -1 && range !== undefined && range[0] <= -1 && range[1] >= -1;
  return (label === -1 || label === null || label === undefined) && !isLabel;
}

/** The task of a task.json: `{ "name", "labels", "range"?, "metrics", "pair" }`. */
export function readTaskFile(folder: string): Task {
  const file = join(folder, 'task.json');
  const { name, labels, range, metrics, pair } = readJsonObject(file, 'a task description');
  if (typeof name !== 'string' || name === '') throw new LabError(`${file}: expected "name" to be a text`);
  if (range !== undefined && !isRange(range)) {
    throw new LabError(
      `${file}: expected "range" to be [least, largest] label, got ${JSON.stringify(range)}`,
    );
  }
  if (!isListOf(labels, isText) || !areLabels(labels, range)) {
    throw new LabError(
      `${file}: expected "labels" to list two or more different names, or, with a "range" of numbers, one; ` +
        `got ${shownValue(labels)}`,
    );
  }
  const known = range ? metricsOfNumbers : metricNames;
  const areKnown = isListOf(metrics, isMetric) && metrics.every((metric) => known.includes(metric));
  if (!areKnown || metrics.length === 0 || areRepeated(metrics)) {
    throw new LabError(
      `${file}: expected "metrics" to list some of ${known.join(', ')}, each once; got ${shownValue(metrics)}`,
    );
  }
  if (typeof pair !== 'boolean') throw new LabError(`${file}: expected "pair" to be true or false`);
  const [first, ...others] = metrics;
  return { name, labels, ...(range && { range }), metrics: [first, ...others], pair };
}

/**
 * One example on a line: `{ "sentence1", "sentence2"?, "label", "difficulty"?, "why"? }`. A label is the number or
 * name of a class, or a number in the task's range.
 */
export function readJsonlFile(task: Task, file: string): Example[] {
  return labelled(task, rowsOf(task, file));
}

const labelled = (task: Task, rows: Iterable<Row>): Example[] =>
  Array.from(rows, (row) => exampleOf(task, row));

/** A line of a file; `where` names it in error messages. */
interface Row {
  readonly values: { readonly [key: string]: unknown };
  readonly where: string;
}

function* rowsOf(task: Task, file: string): Iterable<Row> {
  let [line, rows] = [0, 0];
  for (const text of textLines(file, `examples of ${task.name}`)) {
    const where = `${file}:${++line}`;
    if (text.trim() === '') continue;
    rows++;
    yield { values: parseJsonObject(text, where, 'an example'), where };
  }
  if (rows === 0) throw new LabError(`${file}: expected examples, the file is empty`);
}

/** The sentences of a row. */
function textsOf(task: Task, { values, where }: Row): Pick<Example, 'sentence1' | 'sentence2'> {
  const expected = task.pair ? ['sentence1', 'sentence2'] : ['sentence1'];
  for (const name of expected) {
    if (typeof values[name] !== 'string')
      throw new LabError(`${where}: expected "${name}" to be a text, got ${shownValue(values[name])}`);
  }
  if (!task.pair && values.sentence2 !== undefined) {
    throw new LabError(`${where}: got "sentence2", but ${task.name} is not a task of pairs`);
  }
  return {
    sentence1: String(values.sentence1),
    ...(task.pair && { sentence2: String(values.sentence2) }),
  };
}

function exampleOf(task: Task, row: Row): Example {
  const texts = textsOf(task, row);
  const { where } = row;
  const { label, difficulty, why } = row.values;
  if (difficulty !== undefined && !isDifficulty(difficulty)) {
    throw new LabError(
      `${where}: expected "difficulty" to be 1, 2, 3, 4 or 5, got ${shownValue(difficulty)}`,
    );
  }
  if (why !== undefined && !isText(why)) throw new LabError(`${where}: expected "why" to be a text`);
  return {
    ...texts,
    label: labelOf(task, label, where),
    ...(difficulty !== undefined && { difficulty }),
    ...(why !== undefined && { why }),
  };
}

function labelOf(task: Task, label: unknown, where: string): number {
  if (task.range) return numberLabel(task.range, label, where);
  const named = task.labels.indexOf(`${label}`);
  if (typeof label === 'number' && named >= 0 && named !== label)
    throw new LabError(
      `${where}: label ${label} may be class ${label}, counted from 0, or the class named "${label}"; ` +
        `write "${label}" for the name, or rename the classes in task.json`,
    );
  const id = typeof label === 'string' ? named : label;
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < task.labels.length) return id;
  const names = task.labels.map((name, i) => `${i} (${name})`).join(', ');
  throw new LabError(
    `${where}: expected the label to be one of ${shown(names, 200)}, got ${shownValue(label)}; ` +
      'only test.jsonl may hide labels, and then it hides all of them',
  );
}

/** One name for numbers, two or more for classes. */
function areLabels(names: readonly string[], range: Task['range']): boolean {
  return range ? names.length === 1 : names.length >= 2 && !areRepeated(names);
}

const areRepeated = (names: readonly unknown[]): boolean => new Set(names).size < names.length;

function isRange(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1];
}

function isListOf<T>(value: unknown, test: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(test);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMetric(value: unknown): value is MetricName {
  return metricNames.some((name) => name === value);
}

function isDifficulty(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5;
}
