/** Texts that come by themselves, whether the model is ready or not. */
import { quantile } from '../analysis/bootstrap';
import { LabError } from '../errors';
import { seededRandom } from '../text/random';
import type { Answers, Text } from './types';

/**
 * The times of `count` arrivals of a Poisson process, in seconds from the start, with `rate` arrivals a second on
 * average: the gaps are drawn from the exponential distribution. Throws LabError for a rate that is not positive.
 */
export function poissonArrivals(rate: number, count: number, seed: number | string): number[] {
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY))
    throw new LabError(`expected a positive number of arrivals a second, got ${rate}`);
  const random = seededRandom(seed);
  let time = 0;
  return Array.from({ length: count }, () => {
    time -= Math.log(1 - random.uniform()) / rate;
    return time;
  });
}

/** The least time that a timer can wait for, in milliseconds. Shorter waits are turns of the event loop. */
const TIMER = 2;

/**
 * Asks each text at its time of arrival (seconds from the start), without waiting for answers (an open loop). Returns
 * the seconds from each arrival to its answer. A text that has to wait until it can be asked at all waits from its
 * arrival.
 */
export async function latenciesUnder(
  answers: Answers,
  texts: readonly Text[],
  arrivals: readonly number[],
): Promise<number[]> {
  if (texts.length !== arrivals.length)
    throw new LabError(`expected a text for each of ${arrivals.length} arrivals, got ${texts.length}`);
  const start = performance.now();
  const now = () => (performance.now() - start) / 1000;
  const asked: Promise<number>[] = [];
  for (const [i, text] of texts.entries()) {
    while (now() < arrivals[i]) await wait(1000 * (arrivals[i] - now()));
    asked.push(answers.ask(text).then(() => now() - arrivals[i]));
  }
  return Promise.all(asked);
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    if (milliseconds > TIMER) setTimeout(resolve, milliseconds - TIMER);
    else setImmediate(resolve);
  });

/**
 * The value that this share of the values lies below, interpolated linearly between the two nearest: 0.5 gives the
 * median. Throws LabError for a share outside (0, 1], and without values.
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0 || !(share > 0 && share <= 1))
    throw new LabError(
      `expected values and a share above 0 and at most 1, got ${values.length} and ${share}`,
    );
  return quantile(
    [...values].sort((a, b) => a - b),
    share,
  );
}
