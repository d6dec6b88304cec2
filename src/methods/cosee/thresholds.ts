import { createHash } from 'node:crypto';
import { LabError } from '../../errors';
import { largestOf, leastOf } from '../../extremes';
import { derivedSeed, seededRandom } from '../../text/random';
import type { Step, StepRecord } from '../../types';

/** The source of the K thresholds of each step. */
export interface ThresholdSource {
  /** Part of the identity of a run: the number of thresholds, or a hash of given thresholds. */
  readonly name: string | number;
  /** [K] */
  at(step: Step, before: readonly StepRecord[]): readonly number[];
}

/**
 * K uniform draws at each step over the range of the signal. The range is (0, 1) in the first epoch. Later it is the
 * range of the internal exits' signals on the training samples of the previous epoch (COSEE §3.2, "Range for Threshold
 * Selection"). It is read from the notes of the steps, so a resumed run draws the same thresholds. Throws LabError if
 * `count` is not a positive integer.
 */
export function drawnThresholds(count: number): ThresholdSource {
  if (!Number.isInteger(count) || count < 1)
    throw new LabError(`thresholds: expected a positive integer (K for each step), got ${count}`);
  return {
    name: count,
    at(step, before) {
      const [low, high] = lastRange(step, before);
      const random = seededRandom(derivedSeed(step.seed, 'thresholds', step.t));
      return Array.from({ length: count }, () => low + (high - low) * random.uniform());
    },
  };
}

/** The range of the signal in the epoch before the step. Throws LabError if the steps of that epoch do not note it. */
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
    `step ${t}: expected the lowest and highest signal in the notes of the previous epoch, ` +
      `got ${range.join(' and ')}; the steps of the run are not those of this method; ` +
      'remove its checkpoint to train the run again',
  );
}

const noted = (steps: readonly StepRecord[], name: string): number[] =>
  steps.map(({ notes }) => notes?.[name] ?? Number.NaN);

/**
 * Given thresholds for every step, equally many for each. Throws LabError if the number of lists differs from the
 * number of steps.
 */
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
