import type { RunRecord } from '../types';
import { type CostAxis, exitFractions, inBlocks } from './cost';
import { exitScores } from './exitScores';
import { firstMetric } from './firstMetric';
import { type CurvePoint, tradeOffCurve } from './tradeoff';

/**
 * The curve through the exits of some runs of one task, as if all examples left at one exit: the mean score over the
 * runs at the cost of the exit. Our own ElasticBERT's is the baseline of the ELUE score. The exits of a Multi-Model
 * cost what their own encoder costs.
 */
export const staticCurve = (runs: readonly RunRecord[], axis?: CostAxis): CurvePoint[] =>
  tradeOffCurve(
    runs.flatMap((run) => {
      const costs = exitFractions(axis ?? inBlocks({ ...run.evaluation, encoders: 'shared' }));
      return exitScores(run.evaluation, firstMetric(run)).map((score, e) => ({
        costFraction: costs[e],
        score,
      }));
    }),
  );
