import type { Target } from '../types';
import { classification } from './classification';
import { regression } from './regression';

export { classification, regression };

/** The target of exits with this number of logits: one logit is regression, two or more are classes. */
export const targetOf = (classes: number): Target => (classes === 1 ? regression : classification);
