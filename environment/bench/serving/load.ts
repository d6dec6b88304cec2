/** Clients that ask all kinds of things at once, and check every response. */
import type { Text } from '../../../src/answering';
import { messageOf } from '../../../src/files';
import { type Random, seededRandom } from '../../../src/text/random';
import { badRequests } from './bad';
import { Client, type Reply } from './client';
import { faultOf } from './faults';
import type { Question, Questions } from './questions';

/** What clients saw. */
export interface Seen {
  /** For each request with answers, from the first byte sent to the last one received, in seconds. */
  readonly latencies: number[];
  /** The number of texts with a right answer. */
  texts: number;
  /** Requests that were refused because many waited (429, 503). */
  full: number;
  /** Bad requests that were refused as they should be. */
  bad: number;
  /** Requests whose client left. */
  left: number;
  /** Wrong answers, wrong refusals, and requests without a response. */
  readonly faults: string[];
}

export interface LoadOptions {
  readonly url: string;
  readonly questions: Questions;
  readonly clients: number;
  readonly seconds: number;
  readonly seed?: number;
}

/** The largest number of texts in one request. */
const MOST = 40;

/** Asks for some time: one text, several, long ones, bad requests, and requests whose client leaves. */
export async function mixedLoad({ url, questions, clients, seconds, seed = 0 }: LoadOptions): Promise<Seen> {
  const seen: Seen = { latencies: [], texts: 0, full: 0, bad: 0, left: 0, faults: [] };
  const end = performance.now() + seconds * 1000;
  const run = async (_: unknown, i: number) => {
    const random = seededRandom(`client ${i} of ${seed}`);
    const client = new Client(url);
    while (performance.now() < end) await step(client, questions, random, seen);
    client.close();
  };
  await Promise.all(Array.from({ length: clients }, run));
  return seen;
}

/** One request of a client. */
async function step(client: Client, questions: Questions, random: Random, seen: Seen): Promise<void> {
  const { short, long } = questions;
  const kind = random.uniform();
  try {
    if (kind < 0.6) await asks(client, [pick(short, random)], seen);
    else if (kind < 0.75) await asks(client, several(short, random), seen);
    else if (kind < 0.8) await asks(client, [pick(long, random)], seen);
    else if (kind < 0.9) await isRefused(client, random, seen);
    else await leaves(client, several(short, random), random, seen);
  } catch (error) {
    seen.faults.push(`no response: ${messageOf(error)}`);
  }
}

const pick = <T>(all: readonly T[], random: Random): T => all[random.integer(all.length)];

const several = (all: readonly Question[], random: Random): Question[] =>
  Array.from({ length: 1 + random.integer(MOST) }, () => pick(all, random));

const bodyOf = (questions: readonly Question[]): string => {
  const texts: Text[] = questions.map(({ text }) => text);
  return JSON.stringify(texts.length === 1 ? { text: texts[0] } : { texts });
};

async function asks(client: Client, questions: readonly Question[], seen: Seen): Promise<void> {
  const reply = await client.ask({ body: bodyOf(questions) });
  if (reply.status === 429 || reply.status === 503) {
    seen.full++;
    return;
  }
  const fault = faultOf(reply, questions);
  if (fault !== null) {
    seen.faults.push(fault);
    return;
  }
  seen.latencies.push(reply.seconds);
  seen.texts += questions.length;
}

async function isRefused(client: Client, random: Random, seen: Seen): Promise<void> {
  const bad = pick(badRequests, random);
  const reply: Reply = await client.ask(bad);
  const isRight = reply.status === bad.status && /^\{"error":".*expected .*[,;] got /.test(reply.body);
  if (isRight) seen.bad++;
  else
    seen.faults.push(
      `expected ${bad.status} for ${bad.body.slice(0, 60)}, got ${reply.status} ${reply.body}`,
    );
}

async function leaves(
  client: Client,
  questions: readonly Question[],
  random: Random,
  seen: Seen,
): Promise<void> {
  await client.leave({ body: bodyOf(questions) }, random.integer(30));
  seen.left++;
}
