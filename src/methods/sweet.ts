import { stopped } from '../routes';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/** SWEET (Rotem et al. 2023, §4.1): Early-Exit in which each block is updated by the next exit only. */
export const sweet: Method = {
  ...earlyExit,
  name: 'sweet',
  title: 'SWEET',
  paper: 'Rotem et al. 2023',
  route: stopped,
};
