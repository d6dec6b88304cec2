/** Runs that this process has in hand: asked for twice, one is trained once, and both who asked see its progress. */
import { basename } from 'node:path';
import { type Attended, Interrupted } from './surroundings';

interface InHand {
  readonly ended: Promise<unknown>;
  readonly watchers: Set<Attended['onProgress']>;
}

const inHand = new Map<string, InHand>();

/**
 * Does the work on the run of a folder once this process has done all other work on it. Throws Interrupted when it is
 * told to wait no more.
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

/** Sees the progress of other work until it ends. Throws what stops the watching, which the work does not notice. */
async function watch(folder: string, { ended, watchers }: InHand, attended: Attended): Promise<void> {
  const { say, signal, onProgress } = attended;
  say(`${basename(folder)} is being trained by this process already; here is how far it is.`);
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
  if (signal.aborted) throw new Interrupted(`interrupted while ${basename(folder)} was waited for`);
  stop.signal.throwIfAborted();
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
