/** The finished runs of an experiment, from the run store or from the records that ship. No run is trained. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EncoderFolder, openEncoderFolder } from '../encoders/folder';
import { LabError, orNull } from '../errors';
import { readJsonObject } from '../json';
import { projectRoot } from '../paths';
import { readCompact } from '../runs/compact';
import type { RunOptions } from '../runs/config';
import { type SplitSizes, sizesOfSplits } from '../runs/evaluation';
import { hasRecord, readRecord } from '../runs/record';
import { defaultStore } from '../runs/run';
import { openDataset } from '../text/dataset';
import type { RunConfig, RunRecord } from '../types';
import type { Experiment } from './experiment';
import { idFilter, matcher, methodMatcher } from './match';
import { once } from './once';
import type { Profile } from './profiles';

/** The folders to search for finished runs. */
export interface Places {
  /** The run store; the default is data/runs, or EARLY_EXIT_STORE. `null`: none, whatever data and weights are here. */
  readonly store?: string | null;
  /** A folder of records that ship; the default is all folders in data/records, or in EARLY_EXIT_RECORDS. */
  readonly records?: string;
}

/** The runs found. */
export interface StoredRuns {
  readonly found: readonly RunRecord[];
  /** Also finished, but with a loss of NaN or infinity. */
  readonly diverged: readonly RunRecord[];
  readonly missing: readonly RunOptions[];
  /** Records that fit except for their examples or weights, which differ from those here. They count as missing. */
  readonly strangers: readonly RunRecord[];
}

/** A task as it was when its runs were packed, for machines without its data. */
export interface KnownTask extends SplitSizes {
  readonly task: string;
  readonly fingerprint: string;
}

/** All places of finished runs on this machine; each file is read once. */
export interface RecordSource {
  find(options: RunOptions): { readonly run: RunRecord | null; readonly strangers: readonly RunRecord[] };
  /** The task of the data on this machine, or as the records that ship describe it; without a store, these first. */
  task(options: RunOptions): KnownTask | null;
}

export const recordsRoot = (): string =>
  process.env.EARLY_EXIT_RECORDS || join(projectRoot(), 'data', 'records');

/** The folder of the shipped records of a profile. */
export const recordsFolder = ({ name }: Profile): string => join(recordsRoot(), name);

/** The folders of the records that ship. */
export function everyRecordsFolder(): string[] {
  const root = recordsRoot();
  return existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [];
}

const shippedRuns = (folders: readonly string[]): RunRecord[] =>
  folders.filter((folder) => existsSync(join(folder, 'runs.json'))).flatMap(readCompact);

/** The ids of all runs that ship, of every profile. */
export const shippedIds = (): Set<string> => new Set(shippedRuns(everyRecordsFolder()).map(({ id }) => id));

export const tasksFile = (folder: string): string => join(folder, 'tasks.json');

/** Opens the places of finished runs. Throws LabError if one of their files is damaged. */
export function openRecords({ store = defaultStore(), records }: Places = {}): RecordSource {
  const folders = records === undefined ? everyRecordsFolder() : [records];
  const shipped = shippedRuns(folders);
  const packed = folders
    .filter((folder) => existsSync(tasksFile(folder)))
    .flatMap((folder) => readTasks(tasksFile(folder)));
  const ids = store !== null && existsSync(store) ? readdirSync(store).sort() : [];
  const described = ({ task }: RunOptions) => packed.find((known) => known.task === task) ?? null;
  const [first, second] = store === null ? [described, taskAtHand] : [taskAtHand, described];
  const task = once(
    ({ task, data }: RunOptions) => JSON.stringify([task, data]),
    (options) => first(options) ?? second(options),
  );
  const encoder = once(({ encoder }: RunOptions) => encoder, encoderAtHand);
  const isOfMethod = methodMatcher();
  return {
    task,
    find(options) {
      const mayBe = idFilter(options);
      const folders = ids.filter(mayBe).map((id) => join(store ?? '', id));
      const near = shipped.filter(({ id }) => mayBe(id));
      if (folders.length + near.length === 0) return { run: null, strangers: [] };
      const known = task(options);
      const fits = matcher(options, known ?? undefined);
      const { encoder: atHand, fingerprint } = encoder(options) ?? {};
      const weights = store === null ? null : (fingerprint ?? null);
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

/** The finished ones of these runs, in the given order and without repetitions. */
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

/** The finished runs of an experiment on a profile. No run is trained. */
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
  throw new LabError(`${file}: expected "tasks" to be a list; pack the records again`);
}

function taskAtHand({ task, data }: RunOptions): KnownTask | null {
  const found = orNull(() => openDataset({ task, data }));
  if (!found) return null;
  return { task, ...sizesOfSplits(found), fingerprint: found.fingerprint };
}

const encoderAtHand = ({ encoder }: RunOptions): EncoderFolder | null =>
  orNull(() => openEncoderFolder(encoder));
