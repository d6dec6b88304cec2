/** Requests to the Hub: redirects, the token, and waiting when the Hub asks for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../errors';
import { type Asked, type Failures, fetchFailures, unreachable } from './failure';
import { isAbsent, problemOf } from './problem';
import { hubEndpoint, hubToken, stallSeconds } from './settings';
import { type Watchdog, watchdog } from './watchdog';

/** Whom a request serves: who may stop it, and who is told that it waits. */
export interface Attention extends Asked {
  readonly signal: AbortSignal;
  say(line: string): void;
  /** The errors, in the words of what is asked; the default is those of a fetch. */
  readonly failures?: Failures;
}

/** How often a request is made before the lab gives up, and the longest wait that the Hub may ask for. */
const TRIES = 5;
const LONGEST_WAIT = 300;
const MOST_REDIRECTS = 5;

/** What happened to a connection that had been there: it may be tried again. */
export class Cut extends Error {
  constructor(
    message: string,
    /** The request may have had its effect. */
    readonly isUnsure = false,
  ) {
    super(message);
  }
}

type Headers = Readonly<Record<string, string>>;

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: string | Blob;
  /** It is not made again after a cut, because it may have had its effect. */
  readonly once?: boolean;
}

/**
 * Makes a request and passes the answer and its watchdog to `use`, which reads the body. Busy answers (429 and 5xx)
 * and cut connections are tried again, after the wait that the Hub asks for; `options` are those of each try. Throws
 * LabError for a refusal, Cut for a connection that was cut again and again, and Interrupted.
 */
export async function requested<T>(
  address: string,
  options: (dog: Watchdog) => RequestOptions,
  attention: Attention,
  use: (response: Response, dog: Watchdog) => Promise<T>,
): Promise<T> {
  const { refused, stopped } = attention.failures ?? fetchFailures;
  for (let tries = 1; ; tries++) {
    const dog = watchdog(attention.signal, stallSeconds());
    const asked = options(dog);
    let wait: number;
    try {
      const response = await redirected(address, asked, dog.signal);
      dog.fed();
      if (response.ok) return await use(response, dog);
      wait = waitAfter(response, tries);
      await response.body?.cancel();
      if (wait < 0) throw refused(response, address, attention);
      if (tries === TRIES || wait > LONGEST_WAIT) throw busy(response, address, wait);
    } catch (error) {
      if (attention.signal.aborted) throw stopped(attention);
      if (error instanceof LabError) throw error;
      const problem = problemOf(error);
      if (isAbsent(error)) throw unreachable(problem, attention);
      if (tries === TRIES || asked.once) throw new Cut(problem, asked.once);
      wait = 2 ** (tries - 2);
    } finally {
      dog.end();
    }
    await pauseFor(wait, attention);
  }
}

/** The seconds to wait before a busy Hub is asked again; negative for an answer that will not change. */
function waitAfter({ status, headers }: Response, tries: number): number {
  if (status !== 429 && status < 500) return -1;
  const asked = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 2 ** (tries - 2);
}

const busy = ({ status }: Response, address: string, wait: number): LabError =>
  new LabError(
    `expected ${address}, but the Hub is busy (${status}) ` +
      (wait > LONGEST_WAIT
        ? `and asks to wait ${Math.ceil(wait / 60)} min; try again then`
        : `after ${TRIES} tries; try again later`) +
      (status === 429 ? '; a token in HF_TOKEN raises the limit' : ''),
  );

async function pauseFor(seconds: number, attention: Attention): Promise<void> {
  const { signal, say, name, failures = fetchFailures } = attention;
  if (seconds >= 2) say(`${name.repository}: asks the Hub again in ${Math.ceil(seconds)} s.`);
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch {
    throw failures.stopped(attention);
  }
}

/** Follows redirects by hand. The token is for the Hub alone: it is not sent to the host that a redirect leads to. */
async function redirected(
  address: string,
  { method = 'GET', headers = {}, body }: RequestOptions,
  signal: AbortSignal,
): Promise<Response> {
  const hub = new URL(hubEndpoint()).origin;
  let url = new URL(address);
  for (let hops = 0; ; hops++) {
    const token = url.origin === hub ? hubToken() : undefined;
    const all = {
      ...{ 'accept-encoding': 'identity', 'user-agent': 'early-exit-lab' },
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url, { method, headers: all, body, signal, redirect: 'manual' });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return response;
    await response.body?.cancel();
    if (hops === MOST_REDIRECTS)
      throw new LabError(`expected an answer from ${address}, got more than ${MOST_REDIRECTS} redirects`);
    url = new URL(next, url);
  }
}
