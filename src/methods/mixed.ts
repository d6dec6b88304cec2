import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { fullModel } from './stages';

/**
 * Mixed training (Kubaty et al. 2024): half of the epochs the last exit's loss, which makes the encoder a good one, then
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
