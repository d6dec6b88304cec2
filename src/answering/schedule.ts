/** Which examples run next. */
import type { Question } from './question';

/** The questions that wait before each segment; the queue of fresh ones is before segment 0. */
export type Lines = readonly Question[][];

/** Examples of similar length are sought among this number of batches at the head of the queue. */
const WINDOW = 8;

/** An example that has been passed over by this number of batches runs next, in a batch that may not be full. */
const PATIENCE = 64;

/**
 * The segment that runs next, or -1 if nobody waits: the deepest with a full batch, so that few hidden states wait;
 * else that of the oldest question, so that nobody waits for questions that came later. Of questions that came at once,
 * the shallowest are first, so that groups meet deeper down. A group that has been passed over for long is first.
 */
export function nextSegment(lines: Lines, batch: number, batches: number): number {
  for (let s = lines.length - 1; s > 0; s--)
    if (lines[s].length > 0 && batches - lines[s][0].since > PATIENCE) return s;
  for (let s = lines.length - 1; s >= 0; s--) if (lines[s].length >= batch) return s;
  const oldest = lines.map((line) => Math.min(...line.map(({ asked }) => asked)));
  const first = Math.min(...oldest);
  return first === Number.POSITIVE_INFINITY ? -1 : oldest.indexOf(first);
}

/**
 * Takes the next batch before segment `s`. Fresh examples are taken with the oldest: those whose lengths are nearest to
 * its length. Nobody is passed over for ever, because each batch takes the oldest.
 */
export function takeBatch(lines: Lines, s: number, batch: number): Question[] {
  if (s > 0 || lines[0].length <= batch || batch === 1) return lines[s].splice(0, batch);
  const head = lines[0].splice(0, WINDOW * batch);
  const lengthOf = ({ encoded }: Question) => encoded.ids.length;
  const oldest = lengthOf(head[0]);
  const apart = (question: Question) => Math.abs(lengthOf(question) - oldest);
  const taken = new Set([...head].sort((a, b) => apart(a) - apart(b)).slice(0, batch));
  lines[0].unshift(...head.filter((question) => !taken.has(question)));
  return [...taken];
}
