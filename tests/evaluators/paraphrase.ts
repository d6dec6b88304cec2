import type { PairForm } from '../../data/making/generate/events/pair';
import { meaningOf } from './meanings';

/** 1 equivalent, where both state the same facts; 0 not_equivalent. */
export function labelOf({ first, second }: PairForm): number {
  return meaningOf(first) === meaningOf(second) ? 1 : 0;
}
