/** Reads what a method computes in a stage. */
import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import type { Method, StepRecord } from '../../types';
import { stepsLookedAt } from './lookedAt';
import { pastsOf } from './pasts';
import type { Reach, RunSizes } from './problem';
import { type LossReading, readLoss } from './readLoss';

/** The magnitudes at the steps at which the loss of every method is read. */
export const REACHES: readonly Reach[] = [
  { sureness: 1, state: 1 },
  { sureness: 6, state: 8 },
  { sureness: 0.2, state: 0.5 },
  { sureness: 20, state: 40 },
];

/**
 * The largest number of additional steps at which the loss is read: steps where the schedule turns a term on or off.
 */
const TURNS = 8;

/** The values of a schedule by step: [K]. */
type Schedule = ReadonlyMap<number, readonly number[]>;

/** Everything in which two methods can differ within a stage. */
export interface Readings {
  /** For each history and each step that was read: [K]. */
  readonly schedule: readonly (readonly number[])[];
  readonly losses: readonly LossReading[];
}

/**
 * Reads the loss, notes and gradients of a method of one stage on the small fixed problem at some steps, and its
 * schedule at many steps. `memory` is what the stage remembers of the examples, if it does.
 */
export function readStage(method: Method, sizes: RunSizes, memory?: Float32Array): Readings {
  const { steps } = sizes;
  const first = readLoss(method, sizes, scheduleAt(method, sizes, 1, []), REACHES[0], memory);
  const pasts = method.schedule ? pastsOf(method, sizes, first.notes) : [];
  const schedules = pasts.map(
    (before): Schedule => stepsLookedAt(steps, (t) => weightsAt(method, sizes, t, before)),
  );
  const read = [Math.min(2, steps), Math.ceil(steps / 2), steps];
  const turns = schedules.length > 0 ? turnsOf(schedules[0], [1, ...read]) : [];
  const losses = [...read, ...turns].map((t, i) =>
    readLoss(method, sizes, scheduleAt(method, sizes, t, pasts[0]), REACHES[i + 1] ?? REACHES[0], memory),
  );
  return {
    schedule: schedules.flatMap((schedule) => [...schedule.values()]),
    losses: [first, ...losses],
  };
}

const scheduleAt = (method: Method, sizes: RunSizes, t: number, before: readonly StepRecord[]) =>
  method.schedule && weightsAt(method, sizes, t, before);

function weightsAt(
  { name, schedule }: Method,
  { steps, stepsPerEpoch, depths }: RunSizes,
  t: number,
  before: readonly StepRecord[],
): readonly number[] {
  const step = { t, steps, stepsPerEpoch, exits: depths.length, seed: 1 };
  const weights: unknown = schedule?.(step, before.slice(0, t - 1));
  if (Array.isArray(weights) || weights instanceof Float32Array) return [...weights];
  throw new LabError(`${name}: expected a schedule that gives a list of numbers, got ${shownValue(weights)}`);
}

/** The first steps at which the signs of the schedule's values differ from those at the steps in `read`. */
function turnsOf(schedule: Schedule, read: readonly number[]): number[] {
  const signs = (weights: readonly number[] = []) => weights.map(Math.sign).join();
  const seen = new Set(read.map((t) => signs(schedule.get(t))));
  const isNew = (weights: readonly number[]) => !seen.has(signs(weights)) && seen.add(signs(weights));
  const turns = [...schedule].filter(([, weights]) => isNew(weights));
  return turns.slice(0, TURNS).map(([t]) => t);
}
