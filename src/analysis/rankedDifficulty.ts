import type { ExitRecord, ExitSignal } from '../types';
import { difficultyInversion } from './difficultyInversion';
import { trueDifficulty } from './difficultyMeasures';
import { inversionAtEqualLength } from './inversionAtEqualLength';

/**
 * How well each of some named signals ranks the true difficulty of a record's examples, at every exit: the share of the
 * pairs of different difficulty in the right order, in percent, of all pairs (`gate, any length, %`) and of those with
 * equally many words (`gate, equal length, %`). 50 is chance; null without a pair.
 */
export function rankedDifficulty(
  record: ExitRecord,
  signals: { readonly [name: string]: ExitSignal },
  difficulties: readonly number[],
  lengths: readonly number[],
): { readonly [column: string]: number | null }[] {
  const ranked = Object.entries(signals).map(([name, signal]) => ({
    name,
    any: difficultyInversion(record, signal, trueDifficulty(difficulties)),
    equal: inversionAtEqualLength(record, signal, difficulties, lengths).scores,
  }));
  return record.depths.map((depth, e) => ({
    'exit after block': depth,
    ...Object.fromEntries(
      ranked.flatMap(({ name, any, equal }) => [
        [`${name}, any length, %`, percent(any[e])],
        [`${name}, equal length, %`, percent(equal[e])],
      ]),
    ),
  }));
}

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);
