import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import type { TaskName } from '../offeredNames';
import type { Dataset, Example } from '../types';
import { whileUnchanged } from '../unchanged';
import { glueFolder, readGlueTask } from './glue';
import { readJsonlTask } from './jsonl';
import { derivedSeed, permutation, seededRandom } from './random';
import { glueTasks, shippedTaskFolder, shippedTaskNames, spelling, unknownTask } from './tasks';

/** Runs of a task follow one another, and reading it takes longer than all else that a finished run needs. */
const datasets = whileUnchanged<Dataset>();

/**
 * The examples of a task. `data` is a folder with a task.json, a folder that holds such a folder under the task's
 * name, a task's folder of the classic GLUE release, or the folder that holds those; a task that ships needs none. A
 * relative path is meant from the folder that the process works in: in a notebook, the notebook's own.
 */
export function openDataset(options: { readonly task: TaskName; readonly data?: string }): Dataset {
  const { task } = options;
  const data = options.data === undefined ? undefined : resolve(options.data);
  const folder = jsonlFolder(task, data);
  const glue = glueTasks.find(({ name }) => name === task);
  if (folder !== null) {
    const dataset = datasets(folder, folder, () => withFingerprint(readJsonlTask(folder)));
    if (dataset.task.name === task) return dataset;
    throw new LabError(
      `${join(folder, 'task.json')}: expected the task '${task}', got '${dataset.task.name}'`,
    );
  }
  if (!glue) throw data === undefined ? unknownTask(task) : noTaskFile(task, data);
  if (data !== undefined) {
    const read = () => withFingerprint({ task: glue, ...readGlueTask(glue, data) });
    return datasets(`${task} ${data}`, glueFolder(glue, data), read);
  }
  throw new LabError(
    `${task} does not ship with the project; give data: a folder with ${glue.glue.folder}/${glue.glue.train} in it`,
  );
}

/**
 * Which rows of n to use, in file order: `size` drawn at random (the paper), or the first `size` (what SWEET's
 * published code does). The order of the draw depends on n and seed alone: every method trains on the same rows, and a
 * smaller draw is part of a larger one.
 */
export function sampleRows(n: number, size: number, subset: 'random' | 'first', seed: number): Int32Array {
  if (!Number.isInteger(size) || size < 1) throw new LabError(`expected a size of 1 or more, got ${size}`);
  const kept = Math.min(n, size);
  if (subset === 'first' || kept === n) return Int32Array.from({ length: kept }, (_, i) => i);
  return permutation(n, seededRandom(derivedSeed(seed, 'subset', n)))
    .slice(0, kept)
    .sort();
}

function jsonlFolder(task: string, data: string | undefined): string | null {
  if (data === undefined) return shippedTaskNames().includes(task) ? shippedTaskFolder(task) : null;
  const candidates = [data, join(data, task)];
  return candidates.find((folder) => existsSync(join(folder, 'task.json'))) ?? null;
}

function noTaskFile(task: string, data: string): LabError {
  const known = glueTasks.map(({ name }) => name).join(', ');
  return new LabError(
    `expected a task.json for '${task}' in ${data} or ${join(data, task)}, ` +
      `or a task of GLUE that the lab reads (${known}), found neither${spelling(task)}`,
  );
}

/** The examples, which nobody can change any more: those who open the task later are given the same ones. */
function withFingerprint(splits: Omit<Dataset, 'fingerprint'>): Dataset {
  const hash = createHash('sha256');
  const { name, labels, range, metrics, pair } = splits.task;
  hash.update(JSON.stringify([name, labels, metrics, pair, ...(range ? [range] : [])]));
  for (const examples of [splits.train, splits.validation, splits.test ?? []]) {
    hash.update(`\n${examples.length}\n`);
    for (const example of Object.freeze(examples)) hash.update(`${canonical(Object.freeze(example))}\n`);
  }
  return { ...splits, fingerprint: hash.digest('hex') };
}

function canonical({ sentence1, sentence2, label, difficulty, why }: Example): string {
  return JSON.stringify([sentence1, sentence2 ?? null, label, difficulty ?? null, why ?? null]);
}
