/**
 * The cache of the Hub, in the form of Hugging Face's Python library:
 *
 *     models--OWNER--NAME/refs/REVISION            the commit of a branch or a tag
 *     models--OWNER--NAME/snapshots/COMMIT/FILE    a relative link to
 *     models--OWNER--NAME/blobs/ETAG               the bytes of a file
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LabError } from '../errors';
import { type HubName, hubNameOf, isCommit, lastPart } from './name';
import { hubCache } from './settings';

/** The name of a repository's folder, after the name as it is typed. */
const folderName = ({ kind, repository }: HubName): string => `${kind}s--${repository.split('/').join('--')}`;

export const repositoryFolder = (name: HubName): string => join(hubCache(), folderName(name));

/** The lock of a file, which Python's library takes too. */
export const lockOf = (name: HubName, etag: string): string =>
  join(hubCache(), '.locks', folderName(name), `${etag}.lock`);

export const refFile = (name: HubName): string => join(repositoryFolder(name), 'refs', name.revision);

export const snapshotFolder = (name: HubName, commit: string): string =>
  join(repositoryFolder(name), 'snapshots', commit);

/** A folder of the cache with the files of a commit. */
export interface Snapshot {
  readonly folder: string;
  readonly commit: string;
}

/** The snapshot of a revision, if the cache has one. It may lack files. */
export function cachedSnapshot(name: HubName): Snapshot | null {
  const commit = isCommit(name.revision) ? name.revision : commitIn(refFile(name));
  if (commit === null) return null;
  const folder = snapshotFolder(name, commit);
  return existsSync(folder) ? { folder, commit } : null;
}

function commitIn(file: string): string | null {
  if (!existsSync(file)) return null;
  const commit = readFileSync(file, 'utf8').trim();
  return isCommit(commit) ? commit : null;
}

/** Throws LabError if the file of a snapshot is a link that leads out of the cache. */
export function checkInCache(file: string): void {
  const [cache, place] = [realpathSync(hubCache()), realpathSync(file)];
  if (!relative(cache, place).startsWith('..')) return;
  throw new LabError(
    `${file}: expected a file in the cache ${cache}, got a link that leads out of it, to ${place}; ` +
      'remove the link, and the file is fetched again',
  );
}

/** The repository and the commit of a snapshot's folder; null for any other folder. */
export function sourceOf(folder: string): { readonly name: HubName; readonly commit: string } | null {
  const [repository, snapshots, commit] = resolve(folder).split(sep).slice(-3);
  const [kind, ...parts] = (repository ?? '').split('--');
  if (snapshots !== 'snapshots' || !isCommit(commit) || parts.length === 0) return null;
  if (kind !== 'models' && kind !== 'datasets') return null;
  const name = { kind: kind === 'models' ? 'model' : 'dataset', repository: parts.join('/') } as const;
  return { name: { ...name, revision: commit }, commit };
}

/**
 * The name of an encoder in the configuration of a run. It is the same wherever the files lie: the last part of the
 * name on the Hub, also for a folder of the cache, and otherwise the name of the folder.
 */
export function encoderNameOf(nameOrFolder: string): string {
  const hub = existsSync(nameOrFolder) ? sourceOf(nameOrFolder)?.name : hubNameOf(nameOrFolder);
  return hub ? lastPart(hub) : basename(nameOrFolder);
}

/** Where a link in a snapshot leads: relative, so that the cache may be moved. */
export const linkTarget = (name: HubName, pointer: string, etag: string): string =>
  relative(dirname(pointer), join(repositoryFolder(name), 'blobs', etag));
