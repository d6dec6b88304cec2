import { linspace } from '../analysis/thresholds';
import { exitProbability } from '../signals/exitProbability';
import type { ExitPolicy } from '../types';

/**
 * Q-exit (PALBERT, Balagansky and Gavrilov 2022): leave when the cumulative probability of leaving is above q. The
 * paper has q = 0.5, the median of the exits' distribution; the curve has 101 values of q from 0 to 1. It is
 * deterministic, while PonderNet's own rule draws the exit from the distribution.
 */
export const qExit: ExitPolicy = {
  name: 'q-exit',
  title: 'Q-exit',
  signal: exitProbability,
  thresholds: () => linspace(0, 1, 101),
};
