import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/** Multi-Model (SWEET §2): each exit has its own encoder. The encoders run in order until one is confident. */
export const multiModel: Method = {
  ...earlyExit,
  name: 'multi-model',
  title: 'Multi-Model',
  paper: 'Rotem et al. 2023',
  encoders: 'separate',
};
