/** GLUE on the Hub: the folders, files and columns of `nyu-mll/glue`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { shown } from '../shown';
import type { GlueTask } from '../text/tasks';
import type { HubName } from './name';

export const GLUE = 'nyu-mll/glue';

export const glueName = (revision: string): HubName => ({ kind: 'dataset', repository: GLUE, revision });

/** A task in the repository: its folder, and the columns of its sentences. Labels are in `label`, numbers in `idx`. */
interface HubTask {
  readonly folder: string;
  readonly columns: readonly [sentence1: string, sentence2?: string];
}

const mnli: HubTask = { folder: 'mnli', columns: ['premise', 'hypothesis'] };

const tables: { readonly [task: string]: HubTask } = {
  'sst-2': { folder: 'sst2', columns: ['sentence'] },
  mrpc: { folder: 'mrpc', columns: ['sentence1', 'sentence2'] },
  cola: { folder: 'cola', columns: ['sentence'] },
  mnli,
  'mnli-mm': mnli,
  qqp: { folder: 'qqp', columns: ['question1', 'question2'] },
  qnli: { folder: 'qnli', columns: ['question', 'sentence'] },
  rte: { folder: 'rte', columns: ['sentence1', 'sentence2'] },
  'sts-b': { folder: 'stsb', columns: ['sentence1', 'sentence2'] },
};

export function hubTaskOf({ name }: Pick<GlueTask, 'name'>): HubTask {
  const found = tables[name];
  if (found) return found;
  throw new LabError(`expected a task of ${GLUE} (${Object.keys(tables).join(', ')}), got ${name}`);
}

/** The split of the repository that a file of the classic release became: `dev_matched.tsv`, `validation_matched`. */
export const splitOf = (file: string): string => file.replace(/\.tsv$/, '').replace(/^dev/, 'validation');

/** The splits of a task: those with labels, and the tests by the names of their submissions. */
export const splitsOf = ({ glue }: GlueTask): string[] =>
  [glue.train, glue.validation, ...Object.values(glue.tests)].map(splitOf);

const PART = /-(\d{5})-of-(\d{5})\.parquet$/;

/** The files of a split, in order, among the paths of the repository; null if some are missing. */
export function filesOfSplit(task: GlueTask, split: string, paths: readonly string[]): string[] | null {
  const start = `${hubTaskOf(task).folder}/${split}`;
  const parts = paths.filter((path) => path.replace(PART, '') === start && PART.test(path)).sort();
  return parts.length > 0 && parts.length === Number(PART.exec(parts[0])?.[2]) ? parts : null;
}

/** The files of all splits of a task. Throws LabError if the repository lacks some. */
export function glueFiles(task: GlueTask, paths: readonly string[]): string[] {
  return splitsOf(task).flatMap((split) => {
    const found = filesOfSplit(task, split, paths);
    if (found) return found;
    const { folder } = hubTaskOf(task);
    const there = paths.filter((path) => path.startsWith(`${folder}/`));
    throw new LabError(
      `expected ${folder}/${split}-00000-of-00001.parquet in ${GLUE}, ` +
        `found ${shown(there.join(', '), 300) || 'no file in this folder'}`,
    );
  });
}

/** The paths of a task's files in a snapshot. */
export function pathsIn(snapshot: string, task: GlueTask): string[] {
  const { folder } = hubTaskOf(task);
  const inside = readdirSync(snapshot).includes(folder) ? readdirSync(join(snapshot, folder)) : [];
  return inside.map((file) => `${folder}/${file}`);
}
