import { stopped } from '../routes';
import type { Method } from '../types';

/** SWEET's gradient routing (Rotem et al. 2023, §4.1) under another method's loss: its blocks are updated by the next exit alone. */
export const sweetRouted = (method: Method): Method => ({
  ...method,
  name: `${method.name}-sweet`,
  title: `${method.title}, routed as SWEET`,
  route: stopped,
});
