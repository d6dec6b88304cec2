import { LabError } from '../errors';
import type { ExitReading, ExitSignal } from '../types';

/** The advice for a method without gates. */
export const GATES_ADVICE =
  'choose a method whose exits learn when to leave, such as early-exit-lte, sweet-lte or berxit ' +
  '(in a notebook: learningToExit(sweet))';

/** The gate value of the newest exit. */
function newestGate(reached: readonly ExitReading[]): number {
  const { extras } = reached[reached.length - 1];
  if (extras?.gates) return extras.gates[0];
  throw new LabError(`expected exits with gates, got exits without gates; ${GATES_ADVICE}`);
}

/**
 * Leave when the gate is confident that the exit is right: g_m >= t (SWEET §5). `learningToExit` trains such gates.
 * Thresholds are in [0, 1].
 */
export const learnedCertainty: ExitSignal = {
  name: 'learned certainty',
  paper: 'SWEET (Rotem et al. 2023), section 5, after Xin et al. 2021',
  exitsWhen: 'score >= threshold',
  range: () => [0, 1],
  score: newestGate,
};

/** Leave when the gate is confident that the exit is not wrong: u_m < t, the rule of BERxiT (Xin et al. 2021). */
export const learnedUncertainty: ExitSignal = {
  name: 'learned uncertainty',
  paper: 'BERxiT (Xin et al. 2021)',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  score: newestGate,
};
