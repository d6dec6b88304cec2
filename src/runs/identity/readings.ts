/** What a method is made of, read from what it computes. */
import type { Method, StepRecord } from '../../types';
import { type LossReading, type RunSizes, readLoss } from './problem';

/** How sure the exits are, at each of the steps at which the loss is read. */
const SCALES = [1, 6, 0.2, 20];

/** At most so many steps have their schedule read. */
const SCHEDULED = 64;

/** All that two methods can differ in. */
export interface Readings {
  readonly structure: readonly [encoders: string, gates: string];
  /** [K] for each step that was looked at. */
  readonly schedule: readonly (readonly number[])[];
  readonly losses: readonly LossReading[];
}

/** Reads the method on the small fixed problem: its loss, notes and gradients at four steps, its schedule at many. */
export function readMethod(method: Method, sizes: RunSizes): Readings {
  const { steps } = sizes;
  const first = lossAt(method, sizes, 1, [], SCALES[0]);
  const before = method.schedule ? stepsBefore(sizes, first) : [];
  const rest = [Math.min(2, steps), Math.ceil(steps / 2), steps].map((t, i) =>
    lossAt(method, sizes, t, before, SCALES[i + 1]),
  );
  return {
    structure: [method.encoders, method.gates ?? 'none'],
    schedule: lookedAt(steps).map((t) => scheduleAt(method, sizes, t, before) ?? []),
    losses: [first, ...rest],
  };
}

const lossAt = (
  method: Method,
  sizes: RunSizes,
  t: number,
  before: readonly StepRecord[],
  scale: number,
): LossReading => readLoss(method, sizes, scheduleAt(method, sizes, t, before), scale);

function scheduleAt(
  { schedule }: Method,
  { steps, stepsPerEpoch, depths }: RunSizes,
  t: number,
  before: readonly StepRecord[],
): readonly number[] | undefined {
  const step = { t, steps, stepsPerEpoch, exits: depths.length, seed: 1 };
  return schedule?.(step, before.slice(0, t - 1));
}

/** Steps that might have been, with the notes that the method makes. */
function stepsBefore({ steps, depths }: RunSizes, { notes }: LossReading): StepRecord[] {
  return Array.from({ length: steps }, (_, i) => {
    const factor = 1 + (i % 7) / 8;
    const told = Object.entries(notes).map(([name, value]) => [name, value * factor]);
    const loss = depths.map((_, e) => factor / (e + 1));
    return { step: i + 1, loss, learningRate: 1e-4, gradientNorm: factor, notes: Object.fromEntries(told) };
  });
}

/** All steps of a short run; of a long one the first 16, powers of 2, and some at equal distances. */
function lookedAt(steps: number): number[] {
  if (steps <= SCHEDULED) return Array.from({ length: steps }, (_, i) => i + 1);
  const begin = Array.from({ length: 16 }, (_, i) => i + 1);
  const powers = Array.from({ length: Math.floor(Math.log2(steps)) }, (_, i) => 2 ** (i + 1));
  const spread = Array.from({ length: 24 }, (_, i) => Math.round(((i + 1) * steps) / 24));
  return [...new Set([...begin, ...powers, ...spread])].sort((a, b) => a - b);
}
