import { patience } from '../signals/patience';
import type { ExitPolicy } from '../types';

/**
 * PABEE's rule (Zhou et al. 2020): leave where so many exits in a row have agreed with the one before. The curve has
 * every patience: 0, at which all leave at the first exit, to E - 1, at which none leaves early.
 */
export const patiencePolicy: ExitPolicy = {
  name: 'patience',
  title: 'patience',
  signal: patience,
  thresholds: ({ depths }) => depths.map((_, exit) => exit),
};
