import type { PairForm } from '../../data/making/generate/events/pair';
import { meaningOf } from './meanings';

/** 1 duplicate, where both ask for the same part of the same facts; 0 not_duplicate. */
export function labelOf({ first, second }: PairForm): number {
  return meaningOf(first) === meaningOf(second) ? 1 : 0;
}
