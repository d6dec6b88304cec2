/** Where GLUE from the Hub lies on this machine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GlueTask } from '../text/tasks';
import { cachedSnapshot } from './cache';
import { GLUE, glueName } from './glueTables';
import { hubNameOf, MAIN } from './name';
import { hubHome } from './settings';

/** The folder of the tasks that were converted. */
export const convertedRoot = (): string => join(hubHome(), 'early-exit-lab', 'glue');

export const convertedFolder = ({ name }: GlueTask, commit: string): string =>
  join(convertedRoot(), name, commit);

/**
 * The revision of GLUE on the Hub that `data` means: `main` without data, that of `nyu-mll/glue@REVISION`, and null for
 * a folder.
 */
export function glueRevisionOf(data: string | undefined): string | null {
  if (data === undefined) return MAIN;
  const name = existsSync(data) ? null : hubNameOf(data, 'dataset');
  return name?.repository === GLUE ? name.revision : null;
}

/** The folder of a task that was fetched before, and its commit; null if there is none. */
export function fetchedGlue(
  task: GlueTask,
  revision: string,
): { readonly folder: string; readonly commit: string } | null {
  const snapshot = cachedSnapshot(glueName(revision));
  if (!snapshot) return null;
  const folder = convertedFolder(task, snapshot.commit);
  return existsSync(join(folder, 'task.json')) ? { folder, commit: snapshot.commit } : null;
}
