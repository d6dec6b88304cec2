import { patience } from '../signals/patience';
import type { ExitPolicy } from '../types';

/**
 * PABEE's rule (Zhou et al. 2020): leave when enough consecutive exits agree with the exit before. The curve has every
 * patience from 0, where all examples leave at the first exit, to E - 1, where no example leaves early.
 */
export const patiencePolicy: ExitPolicy = {
  name: 'patience',
  title: 'patience',
  signal: patience,
  thresholds: ({ depths }) => depths.map((_, exit) => exit),
};
