/** Measures of a run, other than its scores, and their intervals over the choice of examples. */
import type { RunRecord } from '../types';
import { armOf } from './arms';
import type { OnDraws } from './bootstrap';
import { definedScores } from './definedRows';
import type { Resampling } from './resampledScores';
import { labelsOf, type ScoreRow } from './rows';

/** A measure of a run at one x. */
export interface RunMeasure {
  readonly x: number;
  /** The policy or signal that the measure belongs to, if a run has several. */
  readonly policy?: string;
  readonly on: OnDraws;
}

export type MeasuresOf = (run: RunRecord) => readonly RunMeasure[];

const measureLabels = (run: RunRecord, { policy }: RunMeasure) =>
  labelsOf(run, () => (policy === undefined ? {} : { policy }));

/** A row for each measure of each run, where it is defined. */
export const measuredRows = (runs: readonly RunRecord[], measuresOf: MeasuresOf): ScoreRow[] =>
  definedScores(
    runs.flatMap((run) =>
      measuresOf(run).map((measure) => ({
        ...measureLabels(run, measure),
        x: measure.x,
        score: measure.on(),
      })),
    ),
  );

/**
 * The rows of `measuredRows` on draws, for `exampleIntervals`. A measure that is undefined on some draw is left out,
 * and so its run is no part of the interval.
 */
export const resampledMeasures =
  (measuresOf: MeasuresOf): Resampling =>
  (run, draws) =>
    measuresOf(run).flatMap((measure) => {
      const scores = draws.flatMap((times) => measure.on(times) ?? []);
      if (scores.length < draws.length) return [];
      return [{ arm: armOf(measureLabels(run, measure)), x: measure.x, scores: Float64Array.from(scores) }];
    });
