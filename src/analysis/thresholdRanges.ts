import type { DrawnStep } from './drawnThresholds';

/** The thresholds that one epoch of COSEE drew, and what they do on the batches they were drawn for. */
export interface ThresholdRange {
  readonly epoch: number;
  readonly least: number;
  readonly greatest: number;
  /** The share of thresholds above every signal: all examples leave first. */
  readonly allLeaveFirst: number;
  /** The share of thresholds not above any signal: no example leaves early. */
  readonly noneLeavesEarly: number;
  /** The rest: where an example leaves depends on the example. */
  readonly depends: number;
}

/** The thresholds of each epoch (COSEE draws them from the range of the epoch before). Empty without steps. */
export function thresholdRanges(draws: readonly DrawnStep[], epochs: number): ThresholdRange[] {
  if (draws.length === 0) return [];
  const perEpoch = draws.length / epochs;
  return Array.from({ length: epochs }, (_, i) => {
    const steps = draws.slice(i * perEpoch, (i + 1) * perEpoch);
    const all = steps.flatMap(({ thresholds, lowest, highest }) =>
      thresholds.map((threshold) => ({ threshold, first: threshold > highest, last: threshold <= lowest })),
    );
    const share = (part: 'first' | 'last') => all.filter((one) => one[part]).length / all.length;
    const thresholds = all.map(({ threshold }) => threshold);
    return {
      epoch: i + 1,
      least: Math.min(...thresholds),
      greatest: Math.max(...thresholds),
      allLeaveFirst: share('first'),
      noneLeavesEarly: share('last'),
      depends: 1 - share('first') - share('last'),
    };
  });
}
