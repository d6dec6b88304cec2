import type { Target } from '../types';
import { classification } from './classification';
import { regression } from './regression';

export { classification, regression };

/** What exits with so many logits are asked for: one logit is a number, two or more are classes. */
export const targetOf = (classes: number): Target => (classes === 1 ? regression : classification);
