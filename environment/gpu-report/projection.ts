import type { Grid } from './grids';

/** A step that was timed. */
export interface TimedStep {
  readonly flops: number;
  readonly seconds: number;
}

/**
 * Seconds of a step of so many FLOP, from steps that were timed: between two of them along a straight line of the
 * logarithms, above the largest at its rate, below the smallest as long as that one, since a small step is bound by
 * its operations' number.
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

/** Hours that a grid's training takes, evaluation and start-up not counted. */
export const hoursOf = ({ groups }: Pick<Grid, 'groups'>, timed: readonly TimedStep[]): number =>
  groups.reduce((sum, { flops, steps }) => sum + steps * secondsOfStep(flops, timed), 0) / 3600;

/**
 * How many times the largest timed step the largest step of a grid is: above 1 its hours are told from beyond what
 * was timed.
 */
export function beyond({ groups }: Pick<Grid, 'groups'>, timed: readonly TimedStep[]): number {
  const largest = (all: readonly { readonly flops: number }[]) => Math.max(...all.map(({ flops }) => flops));
  return largest(groups) / largest(timed);
}
