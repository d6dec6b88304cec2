/** Hugging Face's library, through the lab's own requests: they carry the token, and wait, retry and explain. */
import type * as Hub from '@huggingface/hub';
import { type Attention, type RequestOptions, requested } from './request';
import type { Watchdog } from './watchdog';

/** Loaded when it is needed: it takes a fifth of a second. */
export const library = (): typeof Hub => require('@huggingface/hub');

/** What the caller of a request hears of it. */
export interface Listening {
  /** Bytes of a blob were sent; they are negative if they have to be sent again. */
  sent?(bytes: number): void;
  /** Whether a request must not be made twice. */
  isOnce?(address: string): boolean;
}

/** A `fetch` for the library. It reads whole answers. */
export const libraryFetch =
  (attention: Attention, { sent = () => undefined, isOnce = () => false }: Listening = {}): typeof fetch =>
  (input, { method, headers, body, signal } = {}) => {
    const address = `${input}`;
    const shared = { method, headers: withoutToken(headers), once: isOnce(address) };
    const bodyFor = body instanceof Blob ? counted(body, sent) : () => textOf(body);
    const options = (dog: Watchdog): RequestOptions => ({ ...shared, body: bodyFor(dog) });
    const stop = either(attention.signal, signal);
    return requested(address, options, { ...attention, signal: stop }, async (response) => {
      const { status, headers: answered } = response;
      return new Response(await response.arrayBuffer(), { status, headers: answered });
    });
  };

/** The library stops its other requests when one has failed. */
function either(first: AbortSignal, second: AbortSignal | null | undefined): AbortSignal {
  if (!second) return first;
  const controller = new AbortController();
  for (const signal of [first, second]) {
    if (signal.aborted) controller.abort();
    signal.addEventListener('abort', () => controller.abort(), { once: true });
  }
  return controller.signal;
}

/** The lab's requests add the token, for the Hub alone. */
function withoutToken(headers: RequestInit['headers']): Record<string, string> {
  const told: Record<string, string> = {};
  new Headers(headers).forEach((value, name) => {
    if (name !== 'authorization') told[name] = value;
  });
  return told;
}

const textOf = (body: unknown): string | undefined => (typeof body === 'string' ? body : undefined);

/** The body of each try. Bytes of an earlier try are taken back. */
function counted(whole: Blob, sent: (bytes: number) => void): (dog: Watchdog) => Blob {
  let before = 0;
  return (dog) => {
    if (before > 0) sent(-before);
    before = 0;
    return new SentBlob(whole, (bytes) => {
      dog.fed();
      before += bytes;
      sent(bytes);
    });
  };
}

/** A blob that tells of its bytes as they are read, which is when they are sent. */
class SentBlob extends Blob {
  constructor(
    private readonly whole: Blob,
    private readonly told: (bytes: number) => void,
  ) {
    super();
  }

  override get size(): number {
    return this.whole.size;
  }

  override stream(): ReturnType<Blob['stream']> {
    const { told } = this;
    const telling = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        told(chunk.length);
        controller.enqueue(chunk);
      },
    });
    return this.whole.stream().pipeThrough(telling) as ReturnType<Blob['stream']>;
  }
}
