import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, ExitRecord, ExitSignal, RunRecord } from '../types';
import { doubtsOf, inversionOf } from './difficultyInversion';
import { exitError, exitLoss } from './difficultyMeasures';
import { readBy } from './policySweep';
import { type ColumnsOf, labelsOf, type ScoreRow } from './rows';

/** How well the signal of one exit ranks examples there. Null where it is undefined. */
export interface ExitRanking {
  readonly depth: number;
  /** The AUROC for the exit's own errors; see `failurePrediction`. */
  readonly eefp: number | null;
  /** The difficulty inversion score for the exit's own loss; see `difficultyInversion`. */
  readonly dis: number | null;
}

/** EEFP and DIS of each exit, [E]; null for a regression task. */
export function exitRankings(record: ExitRecord, signal: ExitSignal): ExitRanking[] {
  if (record.classes < 2) return record.depths.map((depth) => ({ depth, eefp: null, dis: null }));
  const doubts = doubtsOf(record, signal);
  const [eefp, dis] = [exitError, exitLoss].map((difficulty) => inversionOf(record, doubts, difficulty));
  return record.depths.map((depth, e) => ({ depth, eefp: eefp[e], dis: dis[e] }));
}

/** A row for each exit of a run, whose examples leave by a policy: by default, that of its method. */
export function exitYardsticks(
  run: RunRecord,
  policy: ExitPolicy = policyOf(run.config),
  columns?: ColumnsOf,
): (Omit<ScoreRow, 'x' | 'score' | 'floor'> & ExitRanking)[] {
  const labels = labelsOf(run, (one) => ({ policy: policy.title, ...columns?.(one) }));
  const rankings = exitRankings(readBy(run, policy).answered, policy.signal);
  return rankings.map((ranking) => ({ ...labels, ...ranking }));
}
