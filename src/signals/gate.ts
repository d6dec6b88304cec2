import { LabError } from '../errors';
import type { ExitReading, ExitSignal } from '../types';

/** What to do where a method has no gates. */
export const GATES_ADVICE =
  'choose a method whose exits learn when to leave, such as early-exit-lte, sweet-lte or berxit ' +
  '(in a notebook: learningToExit(sweet))';

/** What the gate of the newest exit says. */
function newestGate(reached: readonly ExitReading[]): number {
  const { extras } = reached[reached.length - 1];
  if (extras?.gates) return extras.gates[0];
  throw new LabError(`expected exits with gates, got those of a method without; ${GATES_ADVICE}`);
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
