import type { Exits } from '../analysis/cost';
import type { RanBatch } from './watched';

/**
 * The batches that texts need of which `counts` leave at each exit, [E], if batches always stay full: at each segment
 * as many batches as it takes, and one smaller batch for those that are left.
 */
export function fullBatches(
  { depths, encoders }: Exits,
  counts: readonly number[],
  batch: number,
): Omit<RanBatch, 'seconds'>[] {
  let staying = counts.reduce((sum, count) => sum + count, 0);
  return depths.flatMap((to, e) => {
    const from = e === 0 || encoders === 'separate' ? 0 : depths[e - 1];
    const texts = staying;
    staying -= counts[e];
    return Array.from({ length: Math.ceil(texts / batch) }, (_, i) => ({
      blocks: to - from,
      embeds: from === 0,
      examples: Math.min(batch, texts - i * batch),
    }));
  });
}
