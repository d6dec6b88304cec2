import { LabError } from '../errors';
import type { ExitReading, ExitSignal } from '../types';

/** What the gate of the newest exit says. */
function newestGate(reached: readonly ExitReading[]): number {
  const { gate } = reached[reached.length - 1];
  if (gate !== undefined) return gate;
  throw new LabError(
    'expected exits with gates, got a record of a method without; train it with learningToExit',
  );
}

/**
 * Leave when the gate is sure enough that the exit is right: g_m >= t (SWEET §5). Its gates are trained by
 * `learningToExit`; thresholds run from 0 to 1.
 */
export const learnedCertainty: ExitSignal = {
  name: 'learned certainty',
  paper: 'SWEET (Rotem et al. 2023), section 5, after Xin et al. 2021',
  exitsWhen: 'score >= threshold',
  range: () => [0, 1],
  score: newestGate,
};

/** Leave when the gate is sure enough that the exit is *not wrong*: u_m < t, BERxiT's own rule (Xin et al. 2021). */
export const learnedUncertainty: ExitSignal = {
  name: 'learned uncertainty',
  paper: 'BERxiT (Xin et al. 2021)',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  score: newestGate,
};
