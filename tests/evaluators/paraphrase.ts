import type { ParaphraseForm } from '../../src/generate/tasks/paraphrase';
import { meaningOf } from './meanings';

/** 1 equivalent, where both state the same facts; 0 not_equivalent. */
export function labelOf({ first, second }: ParaphraseForm): number {
  return meaningOf(first) === meaningOf(second) ? 1 : 0;
}
