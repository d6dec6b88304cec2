/** A folder of files into a repository of the Hub, as one commit. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LabError } from '../errors';
import { messageOf } from '../files';
import type { Progress } from '../runs/surroundings';
import { library, libraryFetch } from './library';
import { type HubName, isCommit } from './name';
import { Absent, cutWhilePushed, pushFailures } from './pushFailure';
import { type Attention, Cut } from './request';
import { hubEndpoint, hubToken, isOffline } from './settings';

/** Whom a push serves. */
export interface Pushing extends Attention {
  onProgress(progress: Progress): void;
}

/** A repository as it was found: its last commit, if it exists. */
export interface Destination {
  readonly name: HubName;
  readonly head: Head | null;
}

interface Head {
  readonly commit: string;
  readonly isPrivate: boolean;
}

/** A file of a folder. */
export interface LocalFile {
  readonly path: string;
  readonly size: number;
}

/** The files that a push sends: those of the folder itself, without hidden ones. */
export function filesToPush(folder: string): LocalFile[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ name }) => name).filter((name) => !name.startsWith('.'));
  return paths.sort().map((path) => ({ path, size: statSync(join(folder, path)).size }));
}

/**
 * Looks at the repository before a push, and at the token. Throws LabError if nothing can be pushed: offline, without a
 * token, or with one that the Hub refuses or that may only read.
 */
export async function findDestination(name: HubName, attention: Attention): Promise<Destination> {
  if (isOffline())
    throw new LabError(
      `expected to push to ${name.repository}, but HF_HUB_OFFLINE is set; unset it, ${attention.otherwise}`,
    );
  if (!hubToken())
    throw new LabError(
      `expected a token that may write to ${name.repository}, got none; make one on ${hubEndpoint()}/settings/tokens ` +
        'and set HF_TOKEN',
    );
  const asked = { ...attention, failures: pushFailures };
  return understood(asked, async () => {
    const { auth } = await library().whoAmI({ accessToken: '', ...through(asked) });
    if (auth?.accessToken?.role === 'read')
      throw new LabError(
        `expected a token that may write to ${name.repository}, got one that may only read; ` +
          `make another on ${hubEndpoint()}/settings/tokens and set HF_TOKEN`,
      );
    return { name, head: await headOf(name, asked) };
  });
}

/** The requests carry the token, so the library gets none. */
const through = (attention: Attention) => ({ hubUrl: hubEndpoint(), fetch: libraryFetch(attention) });

async function headOf({ repository, revision }: HubName, attention: Attention): Promise<Head | null> {
  try {
    const asked = { name: repository, revision, additionalFields: ['sha' as const] };
    const { sha, private: isPrivate } = await library().modelInfo({ ...asked, ...through(attention) });
    if (isCommit(`${sha}`)) return { commit: `${sha}`, isPrivate };
    throw new LabError(
      `expected a commit of ${repository} from ${hubEndpoint()}, got ${sha}; is HF_ENDPOINT a Hub?`,
    );
  } catch (error) {
    if (error instanceof Absent) return null;
    throw error;
  }
}

/**
 * Pushes the files of a folder as one commit on top of the commit that `findDestination` found. A repository that was
 * not there is made. Returns the commit. Throws LabError, and Interrupted if it is stopped; then there is no commit.
 */
export async function pushFolder(
  folder: string,
  { name, head }: Destination,
  { title, isPublic }: { readonly title: string; readonly isPublic: boolean },
  pushing: Pushing,
): Promise<string> {
  const asked = { ...pushing, failures: pushFailures };
  const repo = { type: name.kind, name: name.repository };
  return understood(asked, async () => {
    const visibility = isPublic ? 'public' : 'private';
    if (!head) await library().createRepo({ repo, visibility, accessToken: '', ...through(asked) });
    const parent = head ?? (await headOf(name, asked));
    const files = filesToPush(folder);
    const done = await library().uploadFiles({
      ...{ repo, branch: name.revision, parentCommit: parent?.commit, commitTitle: title, useXet: false },
      files: files.map(({ path }) => ({ path, content: pathToFileURL(join(folder, path)) })),
      hubUrl: hubEndpoint(),
      fetch: libraryFetch(asked, { sent: progressOf(files, pushing), isOnce }),
    });
    return `${done?.commit.oid}`;
  });
}

/** A commit that was cut may have been made. */
const isOnce = (address: string): boolean => /\/commit\/[^/]+$/.test(address);

const MEGA = 1e6;

/** Counts the large files, whose bytes are sent one by one. */
function progressOf(files: readonly LocalFile[], { onProgress, name }: Pushing): (bytes: number) => void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const steps = Math.max(1, Math.ceil(total / MEGA));
  let done = 0;
  return (bytes) => {
    done += bytes;
    onProgress({
      label: `to ${name.repository}`,
      step: Math.min(steps, Math.floor(done / MEGA)),
      steps,
      unit: 'MB',
    });
  };
}

/** The answer of the library. What it cannot read, or what the Hub says of one file, is an error for a person. */
async function understood<T>(attention: Attention, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LabError) throw error;
    if (error instanceof Cut) throw cutWhilePushed(error, attention);
    throw new LabError(
      `expected ${hubEndpoint()} to take the files for ${attention.name.repository}, got ${messageOf(error).slice(0, 300)}; ` +
        `nothing was committed; ${attention.otherwise}`,
    );
  }
}
