/** The runs of an experiment that are finished, in the run store or in the records that ship; nothing is trained. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EncoderFolder, openEncoderFolder } from '../encoders/folder';
import { LabError, orNull } from '../errors';
import { readJsonObject } from '../json';
import { projectRoot } from '../paths';
import { readCompact } from '../runs/compact';
import type { RunOptions } from '../runs/config';
import { hasRecord, readRecord } from '../runs/record';
import { defaultStore } from '../runs/run';
import { openDataset } from '../text/dataset';
import type { RunConfig, RunRecord } from '../types';
import type { Experiment } from './experiment';
import { idFilter, isOfMethod, matcher, type TaskSize } from './match';
import { once } from './once';
import type { Profile } from './profiles';

/** Where finished runs are looked for. */
export interface Places {
  /** The run store; data/runs, or EARLY_EXIT_STORE. */
  readonly store?: string;
  /** A folder of records that ship; without it all those in data/records, or in EARLY_EXIT_RECORDS. */
  readonly records?: string;
}

/** What is there of the runs asked for. */
export interface StoredRuns {
  readonly found: readonly RunRecord[];
  /** Finished too, but their loss ended as no number. */
  readonly diverged: readonly RunRecord[];
  readonly missing: readonly RunOptions[];
  /** Records that fit but for their examples or weights, which are others than those on this machine: they count as missing. */
  readonly strangers: readonly RunRecord[];
}

/** A task as it was when its runs were packed: for machines that do not have its data. */
export interface KnownTask extends TaskSize {
  readonly task: string;
  readonly fingerprint: string;
}

/** Everything on this machine that finished runs may be found in, each file read once. */
export interface RecordSource {
  find(options: RunOptions): { readonly run: RunRecord | null; readonly strangers: readonly RunRecord[] };
  /** The task as its data say, or where they are not at hand as the records that ship say. */
  task(options: RunOptions): KnownTask | null;
}

const recordsRoot = (): string => process.env.EARLY_EXIT_RECORDS || join(projectRoot(), 'data', 'records');

/** Where the records of a profile ship. */
export const recordsFolder = ({ name }: Profile): string => join(recordsRoot(), name);

function everyRecordsFolder(): string[] {
  const root = recordsRoot();
  return existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [];
}

const shippedRuns = (folders: readonly string[]): RunRecord[] =>
  folders.filter((folder) => existsSync(join(folder, 'runs.json'))).flatMap(readCompact);

/** The ids of all runs that ship, of every profile. */
export const shippedIds = (): Set<string> => new Set(shippedRuns(everyRecordsFolder()).map(({ id }) => id));

export const tasksFile = (folder: string): string => join(folder, 'tasks.json');

/** Opens the places where finished runs are. Throws LabError where a file of theirs is damaged. */
export function openRecords({ store = defaultStore(), records }: Places = {}): RecordSource {
  const folders = records === undefined ? everyRecordsFolder() : [records];
  const shipped = shippedRuns(folders);
  const packed = folders
    .filter((folder) => existsSync(tasksFile(folder)))
    .flatMap((folder) => readTasks(tasksFile(folder)));
  const ids = existsSync(store) ? readdirSync(store).sort() : [];
  const task = once(
    ({ task, data }: RunOptions) => JSON.stringify([task, data]),
    (options) => taskAtHand(options) ?? packed.find((known) => known.task === options.task) ?? null,
  );
  const encoder = once(({ encoder }: RunOptions) => encoder, encoderAtHand);
  return {
    task,
    find(options) {
      const mayBe = idFilter(options);
      const folders = ids.filter(mayBe).map((id) => join(store, id));
      const near = shipped.filter(({ id }) => mayBe(id));
      if (folders.length + near.length === 0) return { run: null, strangers: [] };
      const known = task(options);
      const fits = matcher(options, known ?? undefined);
      const { encoder: atHand, fingerprint: weights = null } = encoder(options) ?? {};
      const candidates = [
        ...folders.filter((folder) => hasRecord(folder) && fits(configOf(folder))).map(readRecord),
        ...near.filter(({ config }) => fits(config)),
      ].filter((run) => isOfMethod(run, options.method, atHand));
      const own = candidates.find(
        ({ config }) =>
          (known === null || config.data === known.fingerprint) &&
          (weights === null || config.weights === weights),
      );
      return { run: own ?? null, strangers: own ? [] : candidates };
    },
  };
}

const configOf = (folder: string): RunConfig =>
  readJsonObject(join(folder, 'run.json'), 'the summary of a run').config as RunConfig;

/** Which of these runs are finished, in the order asked for; a run asked for twice is there once. */
export function findRuns(wanted: readonly RunOptions[], source: RecordSource): StoredRuns {
  const answers = wanted.map((options) => ({ options, ...source.find(options) }));
  const finished = new Map(answers.flatMap(({ run }) => (run ? [[run.id, run]] : [])));
  const runs = [...finished.values()];
  return {
    found: runs.filter(({ diverged }) => !diverged),
    diverged: runs.filter(({ diverged }) => diverged),
    missing: answers.filter(({ run }) => !run).map(({ options }) => options),
    strangers: answers.flatMap(({ strangers }) => strangers),
  };
}

/** The runs of an experiment on a profile that are finished, without training any. */
export function storedRuns(
  profile: Profile,
  experiment: Experiment,
  source: RecordSource = openRecords(),
): StoredRuns {
  return findRuns(experiment.runs(profile), source);
}

function readTasks(file: string): KnownTask[] {
  const { tasks } = readJsonObject(file, 'the tasks of the records that ship');
  if (Array.isArray(tasks)) return tasks as KnownTask[];
  throw new LabError(`${file}: expected "tasks" to be a list; packing the records writes it again`);
}

function taskAtHand({ task, data }: RunOptions): KnownTask | null {
  const found = orNull(() => openDataset({ task, data }));
  if (!found) return null;
  const { train, validation, fingerprint } = found;
  return { task, train: train.length, validation: validation.length, fingerprint };
}

const encoderAtHand = ({ encoder }: RunOptions): EncoderFolder | null =>
  orNull(() => openEncoderFolder(encoder));
