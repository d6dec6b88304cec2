/** What the Hub says about a repository: its commit, its files, their sizes and hashes. */
import type * as Hub from '@huggingface/hub';
import { LabError } from '../errors';
import { messageOf } from '../files';
import { unreachable } from './failure';
import { library, libraryFetch } from './library';
import { checkPath, type HubName, isCommit } from './name';
import { type Attention, Cut } from './request';
import { hubEndpoint } from './settings';

/** A file of a repository. */
export interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** The SHA-256 of a large file, the hash of git's blob of any other. The cache names the bytes after it. */
  readonly etag: string;
  readonly hash: 'sha256' | 'git';
}

/** A folder of a repository at a commit. */
export interface Listing {
  readonly commit: string;
  readonly files: readonly RemoteFile[];
}

/**
 * Asks the Hub for the commit of a revision and for the files in a folder of it; `''` is the whole repository's top.
 * Throws LabError if there is no such revision.
 */
export function listRepository(name: HubName, folder: string, attention: Attention): Promise<Listing> {
  return understood(attention, async () => {
    const { kind, repository, revision } = name;
    const { modelInfo, datasetInfo, listFiles } = library();
    const shared = { hubUrl: hubEndpoint(), fetch: libraryFetch(attention) };
    const asked = { ...shared, name: repository, revision, additionalFields: ['sha' as const] };
    const { sha: commit } = await (kind === 'model' ? modelInfo(asked) : datasetInfo(asked));
    if (!isCommit(`${commit}`)) throw strange(`a commit of ${repository}`, commit);
    const repo = { type: kind, name: repository };
    const files: RemoteFile[] = [];
    for await (const entry of listFiles({ ...shared, repo, revision: commit, path: folder || undefined }))
      if (entry.type === 'file') files.push(remoteFile(entry));
    return { commit, files };
  });
}

function remoteFile({ path, size, oid, lfs }: Hub.ListFileEntry): RemoteFile {
  const file = {
    path: checkPath(path),
    ...(lfs
      ? { size: lfs.size, etag: lfs.oid, hash: 'sha256' as const }
      : { size, etag: `${oid}`, hash: 'git' as const }),
  };
  const isHash = (lfs ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/).test(file.etag);
  if (isHash && Number.isSafeInteger(file.size) && file.size >= 0) return file;
  throw strange(`the size and the hash of ${path}`, JSON.stringify({ size, oid, lfs }));
}

const strange = (expected: string, got: unknown): LabError =>
  new LabError(
    `expected ${expected} from ${hubEndpoint()}, got ${`${got}`.slice(0, 200)}; is HF_ENDPOINT a Hub?`,
  );

/** The answer of the library. What it cannot read is an error for a person. */
async function understood<T>(attention: Attention, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LabError) throw error;
    if (error instanceof Cut) throw unreachable(error.message, attention);
    throw strange('an answer in JSON', messageOf(error));
  }
}
