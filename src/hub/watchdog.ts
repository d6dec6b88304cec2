/** Aborts a request if its caller is stopped, or if nothing comes for some seconds. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** Something came: the seconds begin anew. */
  fed(): void;
  end(): void;
}

/** The reason of an abort for want of bytes. */
export class Stalled extends Error {}

export function watchdog(stop: AbortSignal, seconds: number): Watchdog {
  const controller = new AbortController();
  const abort = () => controller.abort(stop.reason);
  const starve = () => controller.abort(new Stalled(`nothing came for ${seconds} s`));
  let timer = setTimeout(starve, seconds * 1000);
  if (stop.aborted) abort();
  stop.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    fed() {
      clearTimeout(timer);
      timer = setTimeout(starve, seconds * 1000);
    },
    end() {
      clearTimeout(timer);
      stop.removeEventListener('abort', abort);
    },
  };
}
