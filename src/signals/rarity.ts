import { LabError } from '../errors';
import type { ExitReading, ExitSignal } from '../types';

function rarityOf({ extras }: ExitReading): number {
  if (extras?.rarity) return extras.rarity[0];
  throw new LabError(
    'expected exits with the extra `rarity`, such as those of early-exit-hash (in a notebook: hashingToExit(sweet)), ' +
      `got exits with ${Object.keys(extras ?? {}).join(', ') || 'logits only'}; choose another policy`,
  );
}

/**
 * Leave when the depth is enough for the rarity r of the text: r / depth < t (after HashEE, Sun et al. 2022). At t =
 * 1/M a text leaves at the first exit whose share of the M blocks is above its rarity. At t = 1 every example leaves at
 * the first exit, at t = 0 none leaves early.
 */
export const rarityForEachBlock: ExitSignal = {
  name: 'rarity for each block',
  paper: 'HashEE (Sun et al. 2022)',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  score(reached) {
    const newest = reached[reached.length - 1];
    return rarityOf(newest) / newest.depth;
  },
};
