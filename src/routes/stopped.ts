import { stopGradient } from '../ops/stopGradient';
import type { Route } from '../types';
import { straight } from './straight';

/** SWEET's routing (Rotem et al. 2023, §4.1): no gradient crosses an exit, so a block is moved by the next exit alone. */
export const stopped: Route = { ...straight, onward: stopGradient };
