import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject, messageOf, readFileOrExplain, readJsonObject } from '../files';
import type { Example, MetricName, Task } from '../types';
import { metricsOfNumbers, numberLabel } from './numbers';

const metricNames: readonly MetricName[] = ['accuracy', 'f1', 'matthews', 'pearson', 'spearman'];

/** A task kept as task.json, train.jsonl, validation.jsonl and, if it has one, test.jsonl. */
export interface JsonlSplits {
  readonly task: Task;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test?: readonly Example[];
}

/** Reads a folder of that form: one that ships, or a person's own. */
export function readJsonlTask(folder: string): JsonlSplits {
  const task = readTaskFile(folder);
  const split = (name: string) => readJsonlFile(task, join(folder, `${name}.jsonl`));
  const splits = { task, train: split('train'), validation: split('validation') };
  return existsSync(join(folder, 'test.jsonl')) ? { ...splits, test: split('test') } : splits;
}

/** The task that a folder's task.json describes: `{ "name", "labels", "range"?, "metrics", "pair" }`. */
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
      `${file}: expected "labels" to list two or more different names, or, with a "range" of numbers, one`,
    );
  }
  const known = range ? metricsOfNumbers : metricNames;
  if (!isListOf(metrics, isMetric) || metrics.length === 0 || !metrics.every((m) => known.includes(m))) {
    throw new LabError(`${file}: expected "metrics" to list some of ${known.join(', ')}`);
  }
  if (typeof pair !== 'boolean') throw new LabError(`${file}: expected "pair" to be true or false`);
  const [first, ...others] = metrics;
  return { name, labels, ...(range && { range }), metrics: [first, ...others], pair };
}

/** One example a line: `{ "sentence1", "sentence2"?, "label", "difficulty"?, "why"? }`; a label is a class's number or name, or a number in the task's range. */
export function readJsonlFile(task: Task, file: string): Example[] {
  const lines = readFileOrExplain(file, `examples of ${task.name}`).toString('utf8').split('\n');
  const examples = lines.flatMap((line, i) =>
    line.trim() === '' ? [] : [exampleOf(task, line, `${file}:${i + 1}`)],
  );
  if (examples.length === 0) throw new LabError(`${file}: expected examples, the file is empty`);
  return examples;
}

function exampleOf(task: Task, line: string, where: string): Example {
  const row = rowOf(line, where);
  const expected = task.pair ? ['sentence1', 'sentence2'] : ['sentence1'];
  for (const name of expected) {
    if (typeof row[name] !== 'string') throw new LabError(`${where}: expected "${name}" to be a text`);
  }
  if (!task.pair && row.sentence2 !== undefined) {
    throw new LabError(`${where}: got "sentence2", but ${task.name} is not a task of pairs`);
  }
  const { difficulty, why } = row;
  if (difficulty !== undefined && !isDifficulty(difficulty)) {
    throw new LabError(
      `${where}: expected "difficulty" to be 1, 2, 3, 4 or 5, got ${JSON.stringify(difficulty)}`,
    );
  }
  if (why !== undefined && !isText(why)) throw new LabError(`${where}: expected "why" to be a text`);
  return {
    sentence1: String(row.sentence1),
    ...(task.pair && { sentence2: String(row.sentence2) }),
    label: labelOf(task, row.label, where),
    ...(difficulty !== undefined && { difficulty }),
    ...(why !== undefined && { why }),
  };
}

function rowOf(line: string, where: string): { readonly [key: string]: unknown } {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    throw new LabError(`${where}: expected one JSON object a line, got ${messageOf(error)}`);
  }
  if (!isObject(row)) throw new LabError(`${where}: expected one JSON object a line`);
  return row;
}

function labelOf(task: Task, label: unknown, where: string): number {
  if (task.range) return numberLabel(task.range, label, where);
  const id = typeof label === 'string' ? task.labels.indexOf(label) : label;
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < task.labels.length) return id;
  const names = task.labels.map((name, i) => `${i} (${name})`).join(', ');
  throw new LabError(`${where}: expected the label to be one of ${names}, got ${JSON.stringify(label)}`);
}

/** One name of a number, or two or more of classes. */
function areLabels(names: readonly string[], range: Task['range']): boolean {
  return range ? names.length === 1 : names.length >= 2 && new Set(names).size === names.length;
}

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
