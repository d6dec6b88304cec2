import { createHash } from 'node:crypto';
import { LabError } from '../../errors';
import { largestOf, leastOf } from '../../extremes';
import { derivedSeed, seededRandom } from '../../text/random';
import type { Step, StepRecord } from '../../types';

/** Where the K thresholds of each step come from. */
export interface ThresholdSource {
  /** For the identity of a run: how many, or which. */
  readonly name: string | number;
  /** [K] */
  at(step: Step, before: readonly StepRecord[]): readonly number[];
}

/**
 * K draws at each step, uniform over the range of the signal: (0, 1) in the first epoch, and from the least to the largest
 * that the internal exits said of the training samples in the epoch before (COSEE §3.2, "Range for Threshold Selection"). The range is read
 * from the notes of the steps, so a run that goes on from a checkpoint draws as one that was never cut off.
 */
export function drawnThresholds(count: number): ThresholdSource {
  if (!Number.isInteger(count) || count < 1)
    throw new LabError(`thresholds: expected a whole number of 1 or more at each step (K), got ${count}`);
  return {
    name: count,
    at(step, before) {
      const [low, high] = lastRange(step, before);
      const random = seededRandom(derivedSeed(step.seed, 'thresholds', step.t));
      return Array.from({ length: count }, () => low + (high - low) * random.uniform());
    },
  };
}

/** The range of the signal in the epoch before that of the step. Throws LabError where its steps do not note it. */
export function lastRange(
  { t, stepsPerEpoch }: Pick<Step, 't' | 'stepsPerEpoch'>,
  before: readonly StepRecord[],
): readonly [low: number, high: number] {
  const begin = Math.floor((t - 1) / stepsPerEpoch) * stepsPerEpoch;
  if (begin === 0) return [0, 1];
  const epoch = before.slice(begin - stepsPerEpoch, begin);
  const range = [leastOf(noted(epoch, 'lowest')), largestOf(noted(epoch, 'highest'))] as const;
  if (range.every(Number.isFinite)) return range;
  throw new LabError(
    `step ${t}: expected the steps of the epoch before to note the lowest and highest signal, got ${range.join(' and ')}; ` +
      "the run's steps are not those of this method: remove its checkpoint to train it afresh",
  );
}

const noted = (steps: readonly StepRecord[], name: string): number[] =>
  steps.map(({ notes }) => notes?.[name] ?? Number.NaN);

/** The thresholds of every step as they are given, equally many of each. Throws LabError for more or fewer lists than steps. */
export function givenThresholds(lists: readonly (readonly number[])[]): ThresholdSource {
  const count = lists[0]?.length ?? 0;
  const bad = lists.findIndex((list) => list.length !== count || !list.every(Number.isFinite));
  if (count === 0) throw new LabError('thresholds: expected a list of numbers for each step, got none');
  if (bad >= 0)
    throw new LabError(
      `thresholds: expected ${count} numbers for every step, got [${lists[bad].join(', ')}] for step ${bad + 1}`,
    );
  return {
    name: `given ${createHash('sha256').update(JSON.stringify(lists)).digest('hex').slice(0, 12)}`,
    at({ t, steps }) {
      if (lists.length === steps) return lists[t - 1];
      throw new LabError(`thresholds: expected a list for each of ${steps} steps, got ${lists.length}`);
    },
  };
}
