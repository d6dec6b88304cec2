import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/** Multi-Model (SWEET §2): an encoder of its own for every exit, run one after the other until one is confident. */
export const multiModel: Method = {
  ...earlyExit,
  name: 'multi-model',
  title: 'Multi-Model',
  paper: 'Rotem et al. 2023',
  encoders: 'separate',
};
