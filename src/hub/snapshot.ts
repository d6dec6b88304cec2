/** Files of a repository, from the Hub into the cache. */
import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAtomically } from '../files';
import type { Progress } from '../runs/surroundings';
import { linkTarget, refFile, type Snapshot, snapshotFolder } from './cache';
import { downloadBlob } from './download';
import { NoHub } from './failure';
import { intoCache } from './intoCache';
import { type HubName, isCommit, shownName } from './name';
import { type Listing, listRepository, type RemoteFile } from './repository';
import type { Attention } from './request';
import { hubCache, hubEndpoint, isOffline } from './settings';

/** Files of a repository: a folder, `''` at its top, and a choice among the paths there. */
export interface Wanted {
  readonly folder: string;
  choose(paths: readonly string[]): readonly string[];
}

/** Whom a fetch serves. */
export interface Fetching extends Attention {
  onProgress(progress: Progress): void;
}

/**
 * Fetches the files that `choose` picks in a folder of a repository, as far as the cache lacks them. The files
 * appear in the snapshot when all of them are there. Throws LabError, and Interrupted if it is stopped.
 */
export async function fetchSnapshot(
  name: HubName,
  { folder: inside, choose }: Wanted,
  fetching: Fetching,
): Promise<Snapshot> {
  const { commit, files: wanted } = await lacking(name, { folder: inside, choose }, fetching);
  const folder = snapshotFolder(name, commit);
  await fetchBlobs(name, commit, wanted, fetching);
  for (const file of wanted) await link(name, folder, file);
  if (!isCommit(name.revision))
    await intoCache(refFile(name), () => writeAtomically(refFile(name), [commit]));
  return { folder, commit };
}

/**
 * The files that `fetchSnapshot` would fetch. Throws LabError, and NoHub if the Hub cannot be asked.
 */
export async function lacking(
  name: HubName,
  { folder: inside, choose }: Wanted,
  asking: Attention,
): Promise<Listing> {
  if (isOffline()) throw offline(name, asking.otherwise);
  const { commit, files } = await listRepository(name, inside, asking);
  const folder = snapshotFolder(name, commit);
  const chosen = choose(files.map(({ path }) => path));
  const wanted = chosen
    .flatMap((path) => files.filter((file) => file.path === path))
    .filter(({ path }) => !existsSync(join(folder, path)));
  return { commit, files: wanted };
}

const offline = ({ kind, repository }: HubName, otherwise: string): NoHub =>
  new NoHub(
    `expected the ${kind} ${repository} in the cache ${hubCache()}, because HF_HUB_OFFLINE is set, ` +
      `and it is not there; unset the variable to fetch it, ${otherwise}`,
  );

const MEGA = 1e6;

async function fetchBlobs(
  name: HubName,
  commit: string,
  files: readonly RemoteFile[],
  fetching: Fetching,
): Promise<void> {
  if (files.length === 0) return;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const steps = Math.max(1, Math.ceil(total / MEGA));
  const label = shownName(name);
  fetching.say(
    `${label}: ${files.length} files, ${steps} MB, from ${hubEndpoint()} (commit ${commit}) to ${hubCache()}.`,
  );
  let done = 0;
  const moved = (bytes: number) => {
    done += bytes;
    const step = done >= total ? steps : Math.floor(done / MEGA);
    fetching.onProgress({ label, step, steps, unit: 'MB' });
  };
  for (const file of files) await downloadBlob(name, file, { ...fetching, commit, moved });
}

/** Puts a file into the snapshot: a link of its own name, in one step. */
async function link(name: HubName, folder: string, { path, etag }: RemoteFile): Promise<void> {
  const pointer = join(folder, path);
  const temporary = join(dirname(pointer), `.${etag}.${process.pid}.tmp`);
  await intoCache(pointer, () => {
    rmSync(temporary, { force: true });
    symlinkSync(linkTarget(name, pointer, etag), temporary);
    renameSync(temporary, pointer);
  });
}
