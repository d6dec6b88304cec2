/** A run from its options to its record: loaded where it is finished, resumed where it was cut off, else trained. */
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files';
import { projectRoot } from '../paths';
import type { RunRecord } from '../types';
import { checkSeconds } from './checkConfig';
import { type RunOptions, runId } from './config';
import { withLock } from './lock';
import { prepareRun } from './prepare';
import { hasRecord, missingSnapshots, readRecord, readSummary } from './record';
import { Diverged, Interrupted, type RunSurroundings } from './surroundings';
import { UnfinishedRun, workFolder } from './unfinished';

export const defaultStore = (): string => process.env.EARLY_EXIT_STORE || join(projectRoot(), 'data', 'runs');

/**
 * The record of a run. A finished one is read from the store; else the run is trained, from its last checkpoint where
 * there is one, evaluated and stored whole. Asked for by two processes, it is trained once and the other waits.
 * Throws LabError for options that do not fit, Interrupted when stopped, Diverged where the record is of a run that diverged.
 */
export async function run(options: RunOptions, surroundings: RunSurroundings = {}): Promise<RunRecord> {
  const { store = defaultStore(), say = console.log, checkpointSeconds } = surroundings;
  checkSeconds(checkpointSeconds);
  const prepared = prepareRun(options);
  const id = runId(prepared.config);
  makeFolder(store);
  const folder = join(realpathSync(store), id);
  const whole = () => isWhole(folder, prepared.snapshots);
  if (!whole() || existsSync(workFolder(folder))) {
    await withLock(lockFile(folder), whileWaiting(id, surroundings), async () => {
      lookAfresh(folder);
      if (!whole()) await new UnfinishedRun(prepared, folder, { ...surroundings, say }).finish();
      rmSync(workFolder(folder), { recursive: true, force: true });
    });
  }
  const record = readRecord(folder);
  if (record.diverged) throw new Diverged(record, record.diverged);
  return record;
}

/** Reads the store, because a shared file system may remember that a record was not there when another machine made it. */
const lookAfresh = (folder: string): void => void readdirSync(dirname(folder));

/** Is there nothing left to train: a record with these snapshots, or one that diverged and has no more of them? */
export const isWhole = (folder: string, snapshots: readonly number[] = []): boolean =>
  hasRecord(folder) &&
  (missingSnapshots(folder, snapshots).length === 0 || readSummary(folder).diverged !== undefined);

/** Tells once that another process has the run, and stops waiting when that is asked for. */
function whileWaiting(id: string, { onBusy, signal, say = console.log }: RunSurroundings) {
  return (first: boolean): void => {
    if (signal?.aborted) throw new Interrupted(`interrupted while another process trains ${id}`);
    if (!first) return;
    if (onBusy) onBusy();
    else say(`${id} is being trained by another process; waiting for it.`);
  };
}

const lockFile = (folder: string): string => join(dirname(folder), '.locks', basename(folder));
