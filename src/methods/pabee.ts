import { patiencePolicy } from '../policies/patience';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { weightedLoss } from './weightedLoss';

/**
 * PABEE (Zhou et al. 2020): later exits have larger weights, L = Σ_j j·L_j / Σ_j j, with j = 1..E in the order of
 * the exits. An example leaves when `patience` consecutive exits have agreed with the exit before.
 */
export const pabee: Method = {
  ...earlyExit,
  name: 'pabee',
  title: 'PABEE',
  paper: 'Zhou et al. 2020',
  loss: weightedLoss((j, exits) => j / ((exits * (exits + 1)) / 2)),
  decides: patiencePolicy,
};
