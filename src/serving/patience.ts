/** How long a request waits: until it is answered, its client goes, or its time is over. */
import { gone, Refusal } from './refusal';

/** Runs work with a signal that aborts, with a Refusal, when the client goes or after `seconds`. */
export async function withPatience<T>(
  client: AbortSignal,
  seconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const leave = () => controller.abort(gone());
  const late = () =>
    controller.abort(
      new Refusal(503, `expected an answer within ${seconds} s, got none yet; ask again later`, {
        'retry-after': '1',
      }),
    );
  if (client.aborted) leave();
  client.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(late, seconds * 1000);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    client.removeEventListener('abort', leave);
  }
}
