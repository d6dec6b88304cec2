import type { Random } from '../text/random';
import type { Sequence } from './sequences';

/** What masking needs to know of a vocabulary. */
export interface MaskingPieces {
  readonly mask: number;
  readonly special: ReadonlySet<number>;
  /** Ids that a piece may be replaced by. */
  readonly ordinary: Int32Array;
}

/** How the word of a closing is treated that tells what follows from a passage. */
export interface Telling {
  /** In which fraction of closings it is sure to be masked. */
  readonly share: number;
  /** How many times another masked piece it counts in the loss. */
  readonly weight: number;
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
 * Chooses 15% of the pieces that are not special; in a share of closings the word that tells what follows
 * from a passage is one of them (salient masking, Guu et al. 2020). Of 10 chosen pieces 8 become [MASK], 1 another piece, 1
 * stays (Devlin et al. 2019, §3.1).
 */
export function maskSequence(
  { ids, telling: place }: Sequence,
  pieces: MaskingPieces,
  telling: Telling,
  random: Random,
): Masked {
  const places = Array.from(ids.keys()).filter((at) => !pieces.special.has(ids[at]));
  if (places.length === 0) return { positions: [], shown: [], weights: [] };
  const sure = place !== undefined && random.uniform() < telling.share ? [place] : [];
  const others = places.filter((at) => !sure.includes(at));
  const positions = [...sure, ...chooseSome(others, maskedCount(places.length) - sure.length, random)];
  positions.sort((a, b) => a - b);
  return {
    positions,
    shown: positions.map((at) => shownFor(ids[at], pieces, random)),
    weights: positions.map((at) => (at === place ? telling.weight : 1)),
  };
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
