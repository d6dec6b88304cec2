import { prepareBackend } from '../../src/backend';
import { ourSide } from '../bench/ours';
import type { BenchSize } from '../bench/sizes';
import { type Spread, spreadOf } from '../bench/summary';
import type { Side } from '../bench/turns';

/** The speed of a training step. */
export interface Speed {
  readonly size: BenchSize;
  /** Seconds of the first step, which compiles or records. */
  readonly first: number;
  /** Median and quartiles of the timed steps, in milliseconds. */
  readonly spread: Spread;
  readonly steps: number;
}

const WARM_UP = 3;
const MOST_STEPS = 300;

/**
 * Runs steps for about `seconds` and times at least one. The first steps are not timed: three, or as many as fit into
 * a third of the time.
 */
export async function timeSide(size: BenchSize, side: Side, seconds: number): Promise<Speed> {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const step = async () => (await side.steps(1))[0];
  const first = await step();
  for (let i = 1; i < WARM_UP && elapsed() < seconds / 3; i++) await step();
  const timed: number[] = [];
  do timed.push(await step());
  while (elapsed() < seconds && timed.length < MOST_STEPS);
  return { size, first, spread: spreadOf(timed), steps: timed.length };
}

/** The lab's Early-Exit step on the backend of EARLY_EXIT_BACKEND. */
export async function trainingSpeed(size: BenchSize, seconds: number): Promise<Speed> {
  await prepareBackend(console.error, size.hidden);
  const side = ourSide(size);
  try {
    return await timeSide(size, side, seconds);
  } finally {
    side.close();
  }
}
