/** A run from its options to its record: it is read if finished, resumed if interrupted, and otherwise trained. */
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files';
import { projectRoot, shownPath } from '../paths';
import type { RunRecord } from '../types';
import { bringToHand } from './atHand';
import { checkSeconds } from './checkConfig';
import { type RunOptions, runId } from './config';
import { checkIdentity } from './identity';
import { oneAtATime } from './inHand';
import { pause, stoppedBy } from './interrupt';
import { withLock } from './lock';
import { type PreparedRun, prepareRun } from './prepare';
import { progressBar } from './progress';
import { hasRecord, missingSnapshots, readRecord, readSummary, summaryFile } from './record';
import { setAside } from './setAside';
import { type Attended, Diverged, Interrupted, type RunSurroundings } from './surroundings';
import { UnfinishedRun, workFolder } from './unfinished';

export const defaultStore = (): string => process.env.EARLY_EXIT_STORE || join(projectRoot(), 'data', 'runs');

/**
 * The record of a run. A finished run is read from the store, with a message, unless `fresh` is set. Otherwise the run
 * is trained, from its last checkpoint if there is one, evaluated and stored. If two processes request the run, one
 * trains it and the other waits. What the run needs from the Hugging Face Hub is fetched first. Throws LabError for
 * invalid options, Interrupted if it is stopped, and Diverged if the run diverged.
 */
export async function run(options: RunOptions, surroundings: RunSurroundings = {}): Promise<RunRecord> {
  const { folder, trained } = await finished(options, surroundings);
  const { say = console.log } = surroundings;
  const record = readRecord(folder);
  if (!trained) say(`${record.id}: read from ${shownPath(dirname(folder))}, trained ${whenTrained(folder)}.`);
  return record;
}

/** The folder of a run's record, and whether this call trained the run. Throws the errors of `run`. */
export async function finished(
  options: RunOptions,
  surroundings: RunSurroundings = {},
): Promise<{ readonly folder: string; readonly trained: boolean }> {
  const { store = defaultStore(), fresh = false } = surroundings;
  checkSeconds(surroundings.checkpointSeconds);
  await bringToHand(options, surroundings);
  const prepared = prepareRun(options);
  makeFolder(store);
  const folder = join(realpathSync(store), runId(prepared.config));
  const swept = !existsSync(workFolder(folder));
  const there = !fresh && swept && isWhole(folder, prepared.snapshots);
  const trained =
    !there &&
    (await stoppedBy(surroundings, (stopped) => {
      const { say = console.log, onProgress = progressBar() } = stopped;
      return train(prepared, folder, { ...stopped, say, onProgress });
    }));
  const { diverged } = readSummary(folder);
  if (diverged) throw new Diverged(readRecord(folder), diverged);
  return { folder, trained };
}

/** Trains the rest of the run. Returns false if another process has finished it in the meantime. */
function train(prepared: PreparedRun, folder: string, attended: Attended): Promise<boolean> {
  checkIdentity(prepared);
  const id = basename(folder);
  return oneAtATime(folder, attended, async (watched) => {
    await pause(watched.signal, `${id}: interrupted before it began`);
    const work = async () => {
      lookAfresh(folder);
      if (watched.fresh && hasRecord(folder)) makeRoom(folder);
      const unfinished = !isWhole(folder, prepared.snapshots);
      if (unfinished) await new UnfinishedRun(prepared, folder, watched).finish();
      rmSync(workFolder(folder), { recursive: true, force: true });
      return unfinished;
    };
    return withLock(lockFile(folder), whileWaiting(id, watched), work, watched.signal);
  });
}

/** Prepares a fresh run, which starts at step 1. An existing checkpoint belongs to the training on record. */
function makeRoom(folder: string): void {
  rmSync(workFolder(folder), { recursive: true, force: true });
  setAside(folder);
}

const whenTrained = (folder: string): string =>
  statSync(summaryFile(folder)).mtime.toISOString().slice(0, 16).replace('T', ' at ');

/**
 * Reads the store's folder, because a shared file system may cache the absence of a record that another machine has
 * written.
 */
const lookAfresh = (folder: string): void => void readdirSync(dirname(folder));

/** Whether nothing is left to train: there is a record with these snapshots, or a record of a run that diverged. */
export const isWhole = (folder: string, snapshots: readonly number[] = []): boolean =>
  hasRecord(folder) &&
  (missingSnapshots(folder, snapshots).length === 0 || readSummary(folder).diverged !== undefined);

/** Reports once that another process trains the run. Stops waiting if the signal is aborted. */
function whileWaiting(id: string, { onBusy, signal, say }: Attended) {
  return (first: boolean): void => {
    if (signal.aborted) throw new Interrupted(`interrupted while another process trains ${id}`);
    if (!first) return;
    if (onBusy) onBusy();
    else say(`${id} is being trained by another process; waiting for it.`);
  };
}

const lockFile = (folder: string): string => join(dirname(folder), '.locks', basename(folder));
