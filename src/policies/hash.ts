import { quantileThresholds } from '../analysis/thresholds';
import { rarityForEachBlock } from '../signals/rarity';
import type { ExitPolicy } from '../types';

/**
 * Exits by a hash of the text (HashEE, Sun et al. 2022): the rarer the tokens of a text, the later it leaves. No exit
 * has to be asked, since the text alone determines where it leaves. A threshold sets the number of blocks for each unit
 * of rarity, a factor and not a shift: the mean ranks of texts lie close to one another, and a shift would move all
 * texts to the same exit. Thresholds are at quantiles of the scores, so that a curve covers every speed-up.
 */
export const hashExit: ExitPolicy = {
  name: 'hash',
  title: 'hash of the tokens',
  signal: rarityForEachBlock,
  thresholds: (record) => quantileThresholds(record, rarityForEachBlock),
};
