import { LabError } from '../errors';
import type { ExitRecord, MetricName } from '../types';
import { type CostAxis, inBlocks, meanCost } from './cost';
import { decidedPredictions } from './decide';
import { exitPredictions } from './exitScores';
import { measure } from './metrics';
import type { CurvePoint } from './tradeoff';

/**
 * The index of the cheapest exit that is right about each example, else the last exit, [N]. It reads the labels: it is
 * a bound beside all policies, and no policy. Throws LabError for a regression task.
 */
export function oracleExits(record: ExitRecord): Int32Array {
  if (record.classes < 2)
    throw new LabError('expected exits that predict a class for an oracle, got exits that predict a number');
  const { labels, depths } = record;
  const [N, last] = [labels.length, depths.length - 1];
  const answers = exitPredictions(record);
  return Int32Array.from(labels, (label, n) => {
    let e = 0;
    while (e < last && answers[e * N + n] !== label) e++;
    return e;
  });
}

/** The cost and the score of `oracleExits`. No policy that takes its answers from these exits has a higher accuracy. */
export function oraclePoint(
  record: ExitRecord,
  metric: MetricName,
  axis: CostAxis = inBlocks(record),
): CurvePoint {
  const exits = oracleExits(record);
  const counts = record.depths.map((_, e) => exits.reduce((count, exit) => count + Number(exit === e), 0));
  return {
    costFraction: meanCost(counts, axis),
    score: measure(metric, decidedPredictions(record, exits), record.labels),
  };
}
