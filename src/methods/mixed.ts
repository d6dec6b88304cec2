import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { fullModel } from './stages';

/**
 * Mixed training (Kubaty et al. 2024): the first half of the epochs trains the last exit's loss, the second half trains
 * all exits jointly.
 */
export const mixed: Method = {
  ...earlyExit,
  name: 'mixed',
  title: 'Mixed',
  paper: 'Kubaty et al. 2024',
  stages: [
    { ...fullModel, share: 1 / 2 },
    { name: 'all exits', share: 1 / 2 },
  ],
};
