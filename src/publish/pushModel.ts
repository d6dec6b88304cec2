/** A model's folder onto the Hub. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import { pageOf } from '../hub/failure';
import { type Destination, findDestination, type Pushing, pushFolder } from '../hub/push';
import { readJsonObject } from '../json';
import { shownPath } from '../paths';
import { readEntry } from '../runs/exported/entry';
import { stoppedBy } from '../runs/interrupt';
import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { CARD, repositoryOf } from './modelFolder';

/** A push that has been made. */
export interface Pushed {
  readonly page: string;
  readonly commit: string;
  /** Whether the push made the repository. */
  readonly isNew: boolean;
}

/** Whether a repository that the push makes is public. */
interface Visibility {
  readonly isPublic?: boolean;
}

/** The repository to push to, as it is now. Throws LabError if nothing can be pushed to it: see `findDestination`. */
export function findRepository(to: string, surroundings: RunSurroundings = {}): Promise<Destination> {
  const name = repositoryOf(to);
  return stoppedBy(surroundings, ({ signal, say = console.log }) =>
    findDestination(name, { name, signal, say, otherwise: 'leave out --push to write the folder alone' }),
  );
}

/**
 * Pushes a folder of `writeModelFolder` as it is, as one commit on top of the commit that was found. Throws LabError,
 * and Interrupted if it is stopped; the folder stays.
 */
export async function pushModel(
  folder: string,
  destination: Destination,
  { isPublic = false }: Visibility = {},
  surroundings: RunSurroundings = {},
): Promise<Pushed> {
  const run = requireModel(folder);
  const { name, head } = destination;
  const commit = await stoppedBy(surroundings, (stoppable) => {
    const otherwise = `push ${shownPath(resolve(folder))} again`;
    const pushing: Pushing = { onProgress: progressBar(), say: console.log, ...stoppable, name, otherwise };
    return pushFolder(folder, destination, { title: `Model of the run ${run}`, isPublic }, pushing);
  });
  return { page: pageOf(name), commit, isNew: head === null };
}

/** The id of the run in a model's folder. Throws LabError for another folder. */
export function requireModel(folder: string): string {
  const config = join(folder, 'config.json');
  const { run } = readEntry(config, readJsonObject(config, 'the configuration of an exported model'));
  if (existsSync(join(folder, CARD))) return run;
  throw new LabError(
    `expected a folder with a ${CARD}, as npm run publish-model writes it, got ${folder} without one; ` +
      'write the folder again, or put a card there',
  );
}
