/** Runs of this process. A run that is requested twice is trained once, and both callers see its progress. */
import { basename } from 'node:path';
import { type Attended, Interrupted } from './surroundings';

interface InHand {
  readonly ended: Promise<unknown>;
  readonly watchers: Set<Attended['onProgress']>;
}

const inHand = new Map<string, InHand>();

/**
 * Runs the work on a folder after all other work of this process on it. Throws Interrupted if the waiting is stopped.
 */
export async function oneAtATime<T>(
  folder: string,
  attended: Attended,
  work: (attended: Attended) => Promise<T>,
): Promise<T> {
  for (let other = inHand.get(folder); other; other = inHand.get(folder))
    await watch(folder, other, attended);
  const watchers = new Set([attended.onProgress]);
  const promise = work({
    ...attended,
    onProgress: (progress) => watchers.forEach((told) => void told(progress)),
  });
  inHand.set(folder, { ended: promise.catch(() => undefined), watchers });
  try {
    return await promise;
  } finally {
    inHand.delete(folder);
  }
}

/**
 * Reports the progress of other work until it ends. An error that stops this reporting is thrown and does not affect
 * the work.
 */
async function watch(folder: string, { ended, watchers }: InHand, attended: Attended): Promise<void> {
  const { say, signal, onProgress } = attended;
  say(`${basename(folder)} is already being trained by this process; its progress follows.`);
  const stop = new AbortController();
  const told: Attended['onProgress'] = (progress) => {
    try {
      onProgress(progress);
    } catch (error) {
      stop.abort(error);
    }
  };
  watchers.add(told);
  await Promise.race([ended, aborted(signal), aborted(stop.signal)]);
  watchers.delete(told);
  if (signal.aborted) throw new Interrupted(`interrupted while waiting for ${basename(folder)}`);
  stop.signal.throwIfAborted();
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
