import type { ExitPolicy, RunRecord } from '../types';
import { policySweep } from './policySweep';
import { areaUnderCurve, tradeOffCurve } from './tradeoff';

/**
 * The area under a run's speed-accuracy curve, as the mean score from the cost of the first exit to that of the full
 * encoder, all costs weighing alike. The default policy is that of the run's method.
 */
export const curveArea = (run: RunRecord, policy?: ExitPolicy): number =>
  areaUnderCurve(tradeOffCurve(policySweep(run, policy)), run.evaluation);
