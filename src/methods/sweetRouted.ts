import { stopped } from '../routes';
import type { Method } from '../types';

/**
 * SWEET's gradient routing (Rotem et al. 2023, §4.1) with the loss of another method: each block is updated by the
 * next exit only.
 */
export const sweetRouted = (method: Method): Method => ({
  ...method,
  name: `${method.name}-sweet`,
  title: `${method.title}, routed as SWEET`,
  route: stopped,
});
