import type { Random } from '../text/random';
import type { Sequence } from './sequences';

/** What masking needs to know of a vocabulary. */
export interface MaskingPieces {
  readonly mask: number;
  readonly special: ReadonlySet<number>;
  /** Ids that a piece may be replaced by. */
  readonly ordinary: Int32Array;
}

/** Which positions are to be guessed, and what stands there instead. */
export interface Masked {
  readonly positions: readonly number[];
  readonly shown: readonly number[];
}

const SHARE = 0.15;
/** Of the runs, so many are the last pieces. */
const AT_END = 0.8;

/** How many of so many pieces are masked. */
export const maskedCount = (pieces: number): number => Math.max(1, Math.round(SHARE * pieces));

/**
 * Chooses 15% of the pieces that are not special: scattered ones, or (a share `runs` of the time) one run, most of them
 * at the end, where a passage says what follows from it. Of 10 chosen pieces 8 become [MASK], 1 another piece, 1 stays
 * (Devlin et al. 2019, §3.1); a run has one lot for all of it (Joshi et al. 2020, SpanBERT, §3.1).
 */
export function maskSequence({ ids }: Sequence, pieces: MaskingPieces, runs: number, random: Random): Masked {
  const places = Array.from(ids.keys()).filter((place) => !pieces.special.has(ids[place]));
  if (places.length === 0) return { positions: [], shown: [] };
  const count = maskedCount(places.length);
  const asRun = random.uniform() < runs;
  const positions = asRun ? chooseRun(places, count, random) : chooseSome(places, count, random);
  const lot = random.uniform();
  const shown = positions.map((place) =>
    shownFor(ids[place], asRun ? lot : random.uniform(), pieces, random),
  );
  return { positions, shown };
}

function chooseRun(places: readonly number[], count: number, random: Random): number[] {
  const last = places.length - count;
  const first = random.uniform() < AT_END ? last : random.integer(last + 1);
  return places.slice(first, first + count);
}

/** The first `count` of a shuffle (Fisher and Yates). */
function chooseSome(places: number[], count: number, random: Random): number[] {
  for (let i = 0; i < count; i++) {
    const other = i + random.integer(places.length - i);
    [places[i], places[other]] = [places[other], places[i]];
  }
  return places.slice(0, count).sort((a, b) => a - b);
}

function shownFor(id: number, lot: number, { mask, ordinary }: MaskingPieces, random: Random): number {
  if (lot < 0.8) return mask;
  return lot < 0.9 ? ordinary[random.integer(ordinary.length)] : id;
}
