import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import type { Part } from './definition';

type Piece = readonly [text: string, score: number];

/** An unknown character costs this much more than the least probable piece. */
const UNKNOWN_PENALTY = 10;

/**
 * The ids of a word in the unigram model: the pieces whose scores (log-probabilities) have the largest sum, found by
 * Viterbi's algorithm. Unknown characters side by side are one unknown token, or the tokens of their bytes.
 */
export function unigramIds(part: Part): (word: string) => number[] {
  part.only('vocab', 'unk_id', 'byte_fallback');
  const pieces = piecesOf(part);
  const { unk_id: unknown } = part.fields;
  if (typeof unknown !== 'number' || pieces[unknown] === undefined)
    throw part.unlike('unk_id', `the id of the unknown token in the vocabulary of ${pieces.length}`, unknown);
  const ids = new Map(pieces.map(([text], id) => [text, id]));
  const lengths = lengthsOf(pieces);
  const worst = pieces.reduce((least, [, score]) => Math.min(least, score), Number.POSITIVE_INFINITY);
  const bytes = part.flag('byte_fallback', false) ? byteTokens(ids, part) : null;
  const fallback = (text: string) =>
    bytes ? Array.from(Buffer.from(text), (byte) => bytes[byte]) : [unknown];
  return (word) => {
    const path = bestPath(word, pieces, ids, lengths, { id: unknown, score: worst - UNKNOWN_PENALTY });
    return join(path, word, unknown).flatMap((text) => ids.get(text) ?? fallback(text));
  };
}

function piecesOf(part: Part): Piece[] {
  const { vocab } = part.fields;
  if (!Array.isArray(vocab)) throw part.unlike('vocab', 'a list of [piece, score]', vocab);
  for (const piece of vocab)
    if (!Array.isArray(piece) || typeof piece[0] !== 'string' || !Number.isFinite(piece[1]))
      throw part.unlike('vocab', 'a list of [piece, score]', piece);
  return vocab;
}

/** The different lengths of the pieces that start with a character, ascending. */
function lengthsOf(pieces: readonly Piece[]): Map<string, number[]> {
  const sets = new Map<string, Set<number>>();
  for (const [text] of pieces) {
    const first = characterAt(text, 0);
    const known = sets.get(first) ?? new Set();
    sets.set(first, known.add(text.length));
  }
  return new Map([...sets].map(([first, set]) => [first, [...set].sort((a, b) => a - b)]));
}

const characterAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';

interface Unknown {
  readonly id: number;
  readonly score: number;
}

interface Ends {
  /** The best sum of scores of the pieces up to each place, and the start of the last of them. */
  readonly best: Float64Array;
  readonly from: Int32Array;
  readonly id: Int32Array;
}

function bestPath(
  word: string,
  pieces: readonly Piece[],
  ids: ReadonlyMap<string, number>,
  lengths: ReadonlyMap<string, readonly number[]>,
  unknown: Unknown,
): Ends {
  const n = word.length + 1;
  const ends: Ends = { best: new Float64Array(n), from: new Int32Array(n).fill(-1), id: new Int32Array(n) };
  const reach = (start: number, end: number, id: number, score: number) => {
    const sum = ends.best[start] + score;
    if (ends.from[end] >= 0 && sum <= ends.best[end]) return;
    ends.best[end] = sum;
    ends.from[end] = start;
    ends.id[end] = id;
  };
  for (let start = 0; start < word.length; ) {
    const first = characterAt(word, start);
    const next = start + first.length;
    let alone = false;
    for (const length of lengths.get(first) ?? []) {
      if (start + length > word.length) break;
      const id = ids.get(word.slice(start, start + length));
      if (id === undefined) continue;
      reach(start, start + length, id, pieces[id][1]);
      if (length === first.length) alone = true;
    }
    if (!alone) reach(start, next, unknown.id, unknown.score);
    start = next;
  }
  return ends;
}

/** The texts of the path, in order, unknown ones side by side as one. */
function join(ends: Ends, word: string, unknown: number): string[] {
  const texts: string[] = [];
  let after = -1;
  for (let end = word.length; end > 0; end = ends.from[end]) {
    const text = word.slice(ends.from[end], end);
    const id = ends.id[end];
    if (id === unknown && after === unknown) texts[texts.length - 1] = text + texts[texts.length - 1];
    else texts.push(text);
    after = id;
  }
  return texts.reverse();
}

function byteTokens(ids: ReadonlyMap<string, number>, part: Part): number[] {
  return Array.from({ length: 256 }, (_, byte) => {
    const token = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    const id = ids.get(token);
    if (id !== undefined) return id;
    throw new LabError(
      `${part.file}: expected tokens of all bytes, because byte_fallback is true, got none for ${shownValue(token)}`,
    );
  });
}
