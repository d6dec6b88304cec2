/** Seconds of steps, from steps that were timed. */

/** Steps with equal FLOP. */
export interface StepGroup {
  readonly flops: number;
  readonly steps: number;
}

/** A timed step. */
export interface TimedStep {
  readonly flops: number;
  readonly seconds: number;
}

/**
 * The predicted seconds of a step from timed steps: log-log interpolation between two of them; above the largest, its
 * rate in FLOP/s; below the smallest, its time, because the number of operations limits small steps.
 */
export function secondsOfStep(flops: number, timed: readonly TimedStep[]): number {
  const sorted = [...timed].sort((a, b) => a.flops - b.flops);
  const [smallest, largest] = [sorted[0], sorted[sorted.length - 1]];
  if (flops <= smallest.flops) return smallest.seconds;
  if (flops >= largest.flops) return (largest.seconds * flops) / largest.flops;
  const above = sorted.findIndex((step) => step.flops >= flops);
  const [low, high] = [sorted[above - 1], sorted[above]];
  const share = Math.log(flops / low.flops) / Math.log(high.flops / low.flops);
  return low.seconds * (high.seconds / low.seconds) ** share;
}

/** Steps of one kind of work. */
export interface Groups {
  readonly groups: readonly StepGroup[];
}

/** Hours of a grid's training, without evaluation and start-up. */
export const hoursOf = ({ groups }: Groups, timed: readonly TimedStep[]): number =>
  groups.reduce((sum, { flops, steps }) => sum + steps * secondsOfStep(flops, timed), 0) / 3600;

/** The ratio of a grid's largest step to the largest timed step. Above 1, the hours are an extrapolation. */
export function beyond({ groups }: Groups, timed: readonly TimedStep[]): number {
  const largest = (all: readonly { readonly flops: number }[]) => Math.max(...all.map(({ flops }) => flops));
  return largest(groups) / largest(timed);
}
