/** Data sets of the Hugging Face Hub: `hub:OWNER/NAME`, `hub:OWNER/NAME/FOLDER`, each also with `@REVISION`. */
import { basename, join } from 'node:path';
import { LabError, orNull } from '../errors';
import { cachedSnapshot, checkInCache } from '../hub/cache';
import { type HubName, hubNameOf, isCommit, lastPart } from '../hub/name';
import { isOffline } from '../hub/settings';
import { type Fetching, fetchSnapshot } from '../hub/snapshot';
import { stoppedBy } from '../runs/interrupt';
import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { shown } from '../shown';
import { filesIn, splitOf } from './source';

const START = 'hub:';

export const isHubData = (text: string): boolean => text.startsWith(START);

/** A repository, and the folder in it if one is named. */
interface HubData {
  readonly name: HubName;
  readonly folder: string | null;
}

/** Throws LabError for a text that names no data set. */
function parsed(text: string): HubData {
  const [path, ...revision] = text.slice(START.length).split('@');
  const [owner, repository, ...folders] = path.split('/');
  const named = [repository === undefined ? owner : `${owner}/${repository}`, ...revision].join('@');
  const name = hubNameOf(named, 'dataset');
  const isFolder = folders.every((part) => part !== '' && part !== '.' && part !== '..');
  if (name && isFolder) return { name, folder: folders.length > 0 ? folders.join('/') : null };
  throw new LabError(
    `expected hub:OWNER/NAME, hub:OWNER/NAME/FOLDER or one of them with @REVISION, got '${shown(text)}'`,
  );
}

/** The name of the data set, without its owner. */
export const hubDataName = (text: string): string => lastPart(parsed(text).name);

/**
 * The folder with the files of the data set: the one that is named, else the top of the repository, else its folder
 * `data`. Files are fetched as far as the cache lacks them. If HF_HUB_OFFLINE is set, or if the revision is a commit,
 * files in the cache are enough. Throws LabError, and Interrupted if it is stopped.
 */
export async function fetchHubData(text: string, surroundings: RunSurroundings): Promise<string> {
  const { name, folder } = parsed(text);
  const folders = folder === null ? ['', 'data'] : [folder];
  const cached = isOffline() || isCommit(name.revision) ? cachedSnapshot(name) : null;
  const there = folders.find((inside) => cached && orNull(() => filesIn(join(cached.folder, inside))));
  if (cached && there !== undefined) return checkedFolder(join(cached.folder, there));
  return stoppedBy(surroundings, async (stoppable) => {
    const otherwise = 'or give a data file or a folder of data files in its place';
    const fetching = { onProgress: progressBar(), say: console.log, ...stoppable, name, otherwise };
    for (const inside of folders) {
      const found = await fetchedFolder(name, inside, fetching);
      if (found !== null) return found;
    }
    throw new LabError(
      `expected data files named train, such as train-00000-of-00001.parquet or train.csv, in ` +
        `${folders.map((inside) => `${name.repository}/${inside}`).join(' or ')} of the Hub, found none; ` +
        'name the folder: hub:OWNER/NAME/FOLDER',
    );
  });
}

/** The folder. Throws LabError if one of its files is a link that leads out of the cache. */
function checkedFolder(folder: string): string {
  for (const { file } of filesIn(folder)) checkInCache(file);
  return folder;
}

/** A folder of the repository, with its data files; null if it has none. */
async function fetchedFolder(name: HubName, inside: string, fetching: Fetching): Promise<string | null> {
  let isThere = false;
  const choose = (paths: readonly string[]) => {
    const files = paths.filter((path) => splitOf(basename(path)) !== null);
    isThere = files.some((path) => splitOf(basename(path)) === 'train');
    return isThere ? files : [];
  };
  try {
    const { folder } = await fetchSnapshot(name, { folder: inside, choose }, fetching);
    return isThere ? checkedFolder(join(folder, inside)) : null;
  } catch (error) {
    // The Hub answers so when a repository has no such folder.
    if (error instanceof LabError && inside === 'data' && !isThere && /found none/.test(error.message))
      return null;
    throw error;
  }
}
