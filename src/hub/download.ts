/** One file of a repository into the cache: resumed, verified, and put into its place at once. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { writeWhole } from '../files';
import { withLock } from '../runs/lock';
import { lockOf, repositoryFolder } from './cache';
import { Incomplete, stopped } from './failure';
import { intoCache } from './intoCache';
import { type HubName, pathOf } from './name';
import type { RemoteFile } from './repository';
import { type Attention, Cut, type RequestOptions, requested } from './request';
import { hubEndpoint } from './settings';
import { hashOf } from './verify';
import type { Watchdog } from './watchdog';

/** A download and its listeners. `moved` gets the bytes that came; they are negative if they have to come again. */
export interface Download extends Attention {
  readonly commit: string;
  moved(bytes: number): void;
}

/**
 * Fetches a file of a repository into the cache's `blobs`, unless it is there. If two processes want it, one fetches
 * it. A part that is left from before is continued. Throws LabError for a file that cannot be fetched, written or
 * verified; it is Incomplete if the next call goes on from what came.
 */
export async function downloadBlob(name: HubName, file: RemoteFile, download: Download): Promise<void> {
  const blob = join(repositoryFolder(name), 'blobs', file.etag);
  const whileWaiting = (first: boolean) => {
    if (download.signal.aborted) throw stopped(name.repository);
    if (first) download.say(`${name.repository}: another process fetches ${file.path}; waiting for it.`);
  };
  const fetchIt = async () => {
    if (existsSync(blob)) return download.moved(file.size);
    const part = `${blob}.incomplete`;
    await fetchPart(name, file, part, download);
    await checkHash(file, part, download);
    await intoCache(blob, () => renameSync(part, blob));
  };
  const lock = lockOf(name, file.etag);
  await intoCache(lock, () => withLock(lock, whileWaiting, fetchIt, download.signal));
}

/** The bytes of a part; a part that is longer than the file is of no use. */
function bytesIn(part: string, { size }: RemoteFile): number {
  const found = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (found <= size) return found;
  truncateSync(part);
  return 0;
}

async function fetchPart(name: HubName, file: RemoteFile, part: string, download: Download): Promise<void> {
  const address = `${hubEndpoint()}/${pathOf(name)}/resolve/${download.commit}/${encoded(file.path)}`;
  const before = bytesIn(part, file);
  download.moved(before);
  if (before === file.size && existsSync(part)) return;
  const options = (): RequestOptions => {
    const have = bytesIn(part, file);
    return have > 0 ? { headers: { range: `bytes=${have}-` } } : {};
  };
  try {
    await requested(address, options, download, (response, dog) =>
      intoCache(part, () => append(response, dog, file, part, download)),
    );
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    throw new Incomplete(
      `expected the ${file.size} bytes of ${address}, got ${bytesIn(part, file)} before the connection failed ` +
        `(${error.message}), after several tries; they are kept, and the next call goes on from there`,
    );
  }
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Writes the body behind the bytes that are there, or, if the host sends the whole file, in their place. */
async function append(
  response: Response,
  dog: Watchdog,
  file: RemoteFile,
  part: string,
  { moved }: Download,
): Promise<void> {
  const have = bytesIn(part, file);
  const continues =
    response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${have}-`);
  if (!continues) moved(-have);
  let done = continues ? have : 0;
  const output = openSync(part, continues ? 'a' : 'w');
  try {
    for await (const chunk of chunksOf(response)) {
      dog.fed();
      done += chunk.length;
      if (done > file.size) throw tooLong(file, part);
      writeWhole(output, chunk);
      moved(chunk.length);
    }
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
  if (done < file.size) throw new Error(`it ended after ${done} bytes`);
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) yield next.value;
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

function tooLong(file: RemoteFile, part: string): LabError {
  rmSync(part, { force: true });
  return new LabError(
    `expected ${file.path} to have ${file.size} bytes, got more from the host; nothing was kept`,
  );
}

async function checkHash(file: RemoteFile, part: string, { signal, name }: Download): Promise<void> {
  const found = await hashOf(part, file, async () => {
    await new Promise(setImmediate);
    if (signal.aborted) throw stopped(name.repository);
  });
  if (found === file.etag) return;
  rmSync(part, { force: true });
  throw new LabError(
    `expected ${file.path} of ${name.repository} with the hash ${file.etag}, got ${found}; ` +
      'the damaged file was removed; ask again to fetch it anew',
  );
}
