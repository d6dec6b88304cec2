import { LabError } from '../errors';
import type { RunRecord } from '../types';
import { type MeasuredCurve, measureCurve } from './curveYardsticks';
import { elueScore } from './elue';
import { exitScores } from './exitScores';
import { firstMetric, floorOfRun } from './firstMetric';
import { groupBy } from './groups';
import { type CurvePoint, tradeOffCurve } from './tradeoff';
import type { YardstickOptions, Yardsticks } from './yardsticks';

/**
 * The curve through truncated encoders, BERT-kL (COSEE §4.2, "budget exiting"): runs of one exit each, after the first
 * k blocks. A point is (k/M, the mean score over the runs of this k), where M is the largest depth among them. A method
 * of early exits should lie above it, because a truncated encoder costs the same and needs no technique. Throws
 * LabError for runs of several exits or several tasks.
 */
export function truncatedCurve(runs: readonly RunRecord[]): CurvePoint[] {
  for (const { config, evaluation } of runs)
    if (evaluation.depths.length !== 1)
      throw new LabError(
        `expected truncated encoders, which have one exit, got ${config.method} with exits at the depths ` +
          evaluation.depths.join(', '),
      );
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  if (tasks.length > 1)
    throw new LabError(`expected truncated encoders of one task, got ${tasks.join(', ')}`);
  const full = Math.max(...runs.map(depthOf));
  return tradeOffCurve(runs.map((run) => ({ costFraction: depthOf(run) / full, score: scoreOf(run) })));
}

const depthOf = ({ evaluation }: RunRecord): number => evaluation.depths[0];
const scoreOf = (run: RunRecord): number => exitScores(run.evaluation, firstMetric(run))[0];

/** The name of truncated encoders as one system, in the rows of `truncatedYardsticks`. */
export const TRUNCATED = 'truncated';

/** What truncated encoders are measured with. */
export interface TruncatedOptions extends Pick<YardstickOptions, 'baseline' | 'columns'> {
  /** The cost of the first exit of the systems beside them, where AUC and AIQ begin. Default: one block. */
  readonly from?: number;
}

/**
 * The yardsticks of truncated encoders as one system that chooses k by the cost: a row for each task and seed, beside
 * those of `yardsticks`. What needs a signal is null. AUC and AIQ are null if no encoder is as cheap as `from`, because
 * a mean over higher costs alone could not be compared.
 */
export const truncatedYardsticks = (
  runs: readonly RunRecord[],
  { baseline, columns, from }: TruncatedOptions = {},
): Yardsticks[] =>
  groupBy(runs, ({ config }) => [config.task, config.seed]).map((group) => {
    const curve = truncatedCurve(group);
    const run = group.reduce((deepest, one) => (depthOf(one) > depthOf(deepest) ? one : deepest));
    const [full, chance] = [scoreOf(run), floorOfRun(run)];
    const begin = from ?? 1 / depthOf(run);
    const measured: MeasuredCurve = { curve, from: begin, full, chance, baseline };
    const isShort = curve[0].costFraction > begin + 1e-9;
    const { task, seed } = run.config;
    return {
      ...{ method: TRUNCATED, ...columns?.(run), task, seed, metric: firstMetric(run), full, chance },
      ...measureCurve(measured),
      ...(isShort && { auc: null, aiq: null }),
      elueLeftOut: baseline ? elueScore(curve, baseline).leftOut : null,
      ...{ randomAuc: null, eefp: null, dis: null, oracleCost: null, oracleScore: null, oracleGap: null },
    };
  });
