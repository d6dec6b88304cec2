import { stopGradient } from '../ops/stopGradient';
import type { Route } from '../types';
import { straight } from './straight';

/**
 * SWEET's routing (Rotem et al. 2023, §4.1): no gradient crosses an exit, so each block is trained by the next exit
 * only.
 */
export const stopped: Route = { ...straight, onward: stopGradient };
