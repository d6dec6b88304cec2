import type { Random } from '../../../src/text/random';
import type { Sequence } from './sequences';

/** The properties of a vocabulary that masking needs. */
export interface MaskingPieces {
  readonly mask: number;
  readonly special: ReadonlySet<number>;
  /** Ids of the pieces that may replace a piece. */
  readonly ordinary: Int32Array;
}

/** The words that are masked more often than others: words that only the meaning of a passage predicts. */
export interface Salience {
  /** The fraction of closings whose telling word is always masked. */
  readonly telling: number;
  /** The weight of that word in the loss, relative to other masked pieces. */
  readonly weight: number;
  /** The fraction of pairs in whose second text the rarer common words of both texts are masked first. */
  readonly repeated: number;
}

/** The positions to predict, the pieces that replace them, and their weights. */
export interface Masked {
  readonly positions: readonly number[];
  readonly shown: readonly number[];
  readonly weights: readonly number[];
}

const SHARE = 0.15;

/** The number of masked pieces among `pieces` pieces. */
export const maskedCount = (pieces: number): number => Math.max(1, Math.round(SHARE * pieces));

/**
 * Chooses 15% of the pieces that are not special, salient ones first (Guu et al. 2020, REALM, §3.4: salient span
 * masking). Of 10 chosen pieces, 8 become [MASK], 1 becomes another piece, and 1 is unchanged (Devlin et al. 2019,
 * §3.1).
 */
export function maskSequence(
  sequence: Sequence,
  pieces: MaskingPieces,
  salience: Salience,
  random: Random,
): Masked {
  const { ids, telling } = sequence;
  const places = Array.from(ids.keys()).filter((at) => !pieces.special.has(ids[at]));
  if (places.length === 0) return { positions: [], shown: [], weights: [] };
  const count = maskedCount(places.length);
  const first = chooseSalient(sequence, salience, count, random);
  const others = places.filter((at) => !first.includes(at));
  const positions = [...first, ...chooseSome(others, count - first.length, random)].sort((a, b) => a - b);
  return {
    positions,
    shown: positions.map((at) => shownFor(ids[at], pieces, random)),
    weights: positions.map((at) => (at === telling ? salience.weight : 1)),
  };
}

function chooseSalient(
  { telling, repeated }: Sequence,
  salience: Salience,
  count: number,
  random: Random,
): number[] {
  const told = telling !== undefined && random.uniform() < salience.telling ? [telling] : [];
  const again = random.uniform() < salience.repeated ? [...repeated] : [];
  return [...told, ...chooseSome(again, Math.min(again.length, count - told.length), random)];
}

/** The first `count` of a shuffle (Fisher-Yates). */
function chooseSome(places: number[], count: number, random: Random): number[] {
  for (let i = 0; i < count; i++) {
    const other = i + random.integer(places.length - i);
    [places[i], places[other]] = [places[other], places[i]];
  }
  return places.slice(0, count);
}

function shownFor(id: number, { mask, ordinary }: MaskingPieces, random: Random): number {
  const lot = random.uniform();
  if (lot < 0.8) return mask;
  return lot < 0.9 ? ordinary[random.integer(ordinary.length)] : id;
}
