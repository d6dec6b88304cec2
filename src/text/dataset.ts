import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import { fetchedGlue, glueRevisionOf } from '../hub/glueCache';
import { GLUE } from '../hub/glueTables';
import type { TaskName } from '../offeredNames';
import type { Dataset, Example } from '../types';
import { whileUnchanged } from '../unchanged';
import { glueFolder, readGlueTask } from './glue';
import { readJsonlTask } from './jsonl';
import { derivedSeed, permutation, seededRandom } from './random';
import { glueTasks, shippedTaskFolder, shippedTaskNames, spelling, unknownTask } from './tasks';

/** Opened tasks. Consecutive runs share a task, and a finished run spends most of its time reading the task. */
const datasets = whileUnchanged<Dataset>();

/**
 * The examples of a task. `data` is one of: a folder with a task.json; a folder that holds such a folder under the
 * task's name; a task's folder of the classic GLUE release; the folder that holds the GLUE folders;
 * `nyu-mll/glue@REVISION`, a revision of GLUE on the Hugging Face Hub. A task that ships needs no `data`, nor does a
 * task of GLUE, which is then that of the Hub; `bringToHand` fetches it. A relative path starts at the working folder of the process; in a notebook that is the notebook's
 * folder.
 */
export function openDataset(options: { readonly task: TaskName; readonly data?: string }): Dataset {
  const { task } = options;
  const glue = glueTasks.find(({ name }) => name === task);
  const revision = glue ? glueRevisionOf(options.data) : null;
  const data = options.data === undefined || revision !== null ? undefined : resolve(options.data);
  const fetched = glue && revision !== null ? fetchedGlue(glue, revision) : null;
  const folder = fetched?.folder ?? jsonlFolder(task, data);
  if (folder !== null) {
    const dataset = datasets(folder, folder, () => withFingerprint(readJsonlTask(folder)));
    if (dataset.task.name === task)
      return fetched ? { ...dataset, source: `${GLUE}@${fetched.commit}` } : dataset;
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
    `${task} does not ship with the project; give data: a folder with ${glue.glue.folder}/${glue.glue.train} in it; ` +
      `or await bringToHand({ task: '${task}' }), which fetches it from the Hugging Face Hub`,
  );
}

/**
 * The rows of n to use, in file order: `size` drawn at random (the paper), or the first `size` (SWEET's published
 * code). The draw depends only on n and seed: every method trains on the same rows, and a smaller draw is a subset of
 * a larger.
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

/** The examples, frozen: later callers that open the task receive the same objects. */
function withFingerprint(splits: Omit<Dataset, 'fingerprint'>): Dataset {
  for (const examples of [splits.train, splits.validation, splits.test ?? []])
    for (const example of Object.freeze(examples)) Object.freeze(example);
  return { ...splits, fingerprint: fingerprintOf(splits) };
}

/** The digest of a task and all of its examples, by which it is part of the identity of a run. */
export function fingerprintOf(splits: Omit<Dataset, 'fingerprint'>): string {
  const hash = createHash('sha256');
  const { name, labels, range, metrics, pair } = splits.task;
  hash.update(JSON.stringify([name, labels, metrics, pair, ...(range ? [range] : [])]));
  for (const examples of [splits.train, splits.validation, splits.test ?? []]) {
    hash.update(`\n${examples.length}\n`);
    for (const example of examples) hash.update(`${canonical(example)}\n`);
  }
  return hash.digest('hex');
}

function canonical({ sentence1, sentence2, label, difficulty, why }: Example): string {
  return JSON.stringify([sentence1, sentence2 ?? null, label, difficulty ?? null, why ?? null]);
}
