import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, MetricName, RunRecord } from '../types';
import { type CostAxis, inBlocks } from './cost';
import { curveAlong, firstCost } from './curveAlong';
import { type CurveYardsticks, measureCurve } from './curveYardsticks';
import { elueScore } from './elue';
import { exitScores } from './exitScores';
import { exitRankings } from './exitYardsticks';
import { firstMetric, floorOfRun } from './firstMetric';
import { oraclePoint } from './oracle';
import { readBy } from './policySweep';
import { randomScore } from './randomLeaving';
import { type ColumnsOf, labelsOf, type ScoreRow } from './rows';
import { type CurvePoint, meanHeight, scoreAt } from './tradeoff';

/** Every number that the field compares early-exit systems by, for one run and policy. Null where it is undefined. */
export interface Yardsticks extends Omit<ScoreRow, 'x' | 'score' | 'floor'>, CurveYardsticks {
  /** The metric of all scores: the first of the task. */
  readonly metric: MetricName;
  /** The score of the last exit, with the policy's answers. */
  readonly full: number;
  /** The best score that one constant answer reaches. */
  readonly chance: number;
  /** The number of costs at which the ELUE score has no baseline or no score of this run; null without a baseline. */
  readonly elueLeftOut: number | null;
  /**
   * The AUC of a random policy with the same exit distributions. AUC less this is what the signal is worth. Null for a
   * system without a signal.
   */
  readonly randomAuc: number | null;
  /** The means over the internal exits; see `exitRankings`. */
  readonly eefp: number | null;
  readonly dis: number | null;
  /** Where the cheapest right exit of each example lies; null for a regression task. */
  readonly oracleCost: number | null;
  readonly oracleScore: number | null;
  /** The score of the oracle less that of the policy at the oracle's cost. */
  readonly oracleGap: number | null;
}

/** What a run is measured with. */
export interface YardstickOptions {
  /** The curve of ElasticBERT's static exits on this task (`staticCurve`), for the ELUE score. */
  readonly baseline?: readonly CurvePoint[];
  /** What cost is counted in. Default: blocks. */
  readonly axis?: CostAxis;
  readonly columns?: ColumnsOf;
}

/**
 * All yardsticks of a run whose examples leave by a policy: by default, that of its method. Throws LabError for a
 * policy that the run's exits cannot serve.
 */
export function yardsticks(
  run: RunRecord,
  policy: ExitPolicy = policyOf(run.config),
  { baseline, axis = inBlocks(run.evaluation), columns }: YardstickOptions = {},
): Yardsticks {
  const metric = firstMetric(run);
  const { answered, sweeper } = readBy(run, policy);
  const points = sweeper();
  const curve = curveAlong(points, axis);
  const [from, full, chance] = [firstCost(axis), exitScores(answered, metric).at(-1) ?? 0, floorOfRun(run)];
  const expected = randomScore(answered, metric);
  const random = curveAlong(
    points.map((point) => ({ ...point, score: expected(point.counts) })),
    axis,
  );
  const rankings = exitRankings(answered, policy.signal).slice(0, -1);
  const oracle = answered.classes < 2 ? null : oraclePoint(answered, metric, axis);
  return {
    ...labelsOf(run, (one) => ({ policy: policy.title, ...columns?.(one) })),
    ...{ metric, full, chance },
    ...measureCurve({ curve, from, full, chance, baseline }),
    elueLeftOut: baseline ? elueScore(curve, baseline).leftOut : null,
    randomAuc: meanHeight(random, from, 1),
    eefp: meanOf(rankings.map(({ eefp }) => eefp)),
    dis: meanOf(rankings.map(({ dis }) => dis)),
    oracleCost: oracle?.costFraction ?? null,
    oracleScore: oracle?.score ?? null,
    oracleGap: oracle && oracle.score - scoreAt(curve, oracle.costFraction),
  };
}

/** The mean of the defined numbers; null if there is none. */
function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.flatMap((value) => value ?? []);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
