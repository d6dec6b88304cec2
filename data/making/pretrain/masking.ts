import type { Random } from '../../../src/text/random';
import type { Sequence } from './sequences';

/** What masking needs to know of a vocabulary. */
export interface MaskingPieces {
  readonly mask: number;
  readonly special: ReadonlySet<number>;
  /** Ids that a piece may be replaced by. */
  readonly ordinary: Int32Array;
}

/** Which words are masked more often than others: those that only the sense of a passage tells. */
export interface Salience {
  /** In which fraction of closings the word that tells what follows is sure to be masked. */
  readonly telling: number;
  /** How many times another masked piece that word counts in the loss. */
  readonly weight: number;
  /** In which fraction of pairs the rarer words that both sides have are masked first in the second. */
  readonly repeated: number;
}

/** Which positions are to be guessed, what stands there instead, and how much each counts. */
export interface Masked {
  readonly positions: readonly number[];
  readonly shown: readonly number[];
  readonly weights: readonly number[];
}

const SHARE = 0.15;

/** How many of so many pieces are masked. */
export const maskedCount = (pieces: number): number => Math.max(1, Math.round(SHARE * pieces));

/**
 * Chooses 15% of the pieces that are not special, salient ones first (Guu et al. 2020, REALM, §3.4: salient span
 * masking). Of 10 chosen pieces 8 become [MASK], 1 another piece, 1 stays (Devlin et al. 2019, §3.1).
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

/** The first `count` of a shuffle (Fisher and Yates). */
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
