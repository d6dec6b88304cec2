/**
 * Trains a WordPiece vocabulary like Hugging Face's WordPieceTrainer: words start as characters, and the most
 * frequent pair of neighbours is merged into one piece, repeatedly. The given whole words are pieces from the start.
 */
import { tokenizerOf } from './tokenizerJson';

/** Texts, and the weight of each. */
export interface WeightedTexts {
  readonly texts: Iterable<string>;
  readonly weight: number;
}

export interface VocabularyPlan {
  /** The number of pieces. */
  readonly size: number;
  /** Words that are one piece each, whatever their frequency. */
  readonly whole: Iterable<string>;
  readonly parts: readonly WeightedTexts[];
}

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
/** Rarer words do not influence the merges. */
const LEAST_COUNT = 5;
/** All printable ASCII characters after BERT's normalizer, which lower-cases them. */
const characters = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
  (character) => !/[A-Z]/.test(character),
);

/** The pieces in the order of their ids: specials, characters, whole words in alphabetical order, merged pieces. */
export function trainVocabulary({ size, whole, parts }: VocabularyPlan): string[] {
  const given = [...new Set([...whole].flatMap((text) => wordsOf(text)))].filter((word) => word.length > 1);
  const inner = characters
    .filter((character) => /[a-z0-9]/.test(character))
    .map((character) => `##${character}`);
  const pieces = new Set([...specials, ...characters, ...inner, ...given.sort()]);
  const counts = countWords(parts);
  for (const word of pieces) counts.delete(word);
  for (const piece of mergedPieces(counts)) {
    if (pieces.size >= size) break;
    pieces.add(piece);
  }
  return [...pieces].slice(0, size);
}

/** A vocabulary as the content of tokenizer.json in Hugging Face's format. */
export function tokenizerJson(vocabulary: readonly string[]): string {
  return `${JSON.stringify(tokenizerOf(vocabulary), null, 1)}\n`;
}

/** Lower-cased words of letters and digits without accents, split like BERT's pre-tokenizer. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[a-z0-9]+/g) ?? [];
}

/** The weighted number of occurrences of each word. */
export function countWords(parts: readonly WeightedTexts[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { texts, weight } of parts) {
    for (const text of texts) {
      for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + weight);
    }
  }
  return counts;
}

interface Word {
  readonly count: number;
  pieces: string[];
}

/** Pieces by merging, the most frequent pair first; of equally frequent pairs the first in the alphabet. */
function* mergedPieces(counts: ReadonlyMap<string, number>): Iterable<string> {
  const frequent = [...counts].filter(([, count]) => count >= LEAST_COUNT);
  const words = frequent.map(([word, count]) => ({
    count,
    pieces: Array.from(word, (character, i) => (i === 0 ? character : `##${character}`)),
  }));
  const pairs = new PairCounts();
  for (const word of words) pairs.add(word, 1);
  for (let best = pairs.best(); best !== undefined; best = pairs.best()) yield pairs.merge(best);
}

/** The frequency of each pair of neighbouring pieces, "left right", and the words that contain it. */
class PairCounts {
  private readonly counts = new Map<string, number>();
  private readonly places = new Map<string, Set<Word>>();

  add(word: Word, sign: 1 | -1): void {
    for (let i = 0; i + 1 < word.pieces.length; i++) {
      const pair = `${word.pieces[i]} ${word.pieces[i + 1]}`;
      this.counts.set(pair, (this.counts.get(pair) ?? 0) + sign * word.count);
      const places = this.places.get(pair) ?? new Set();
      this.places.set(pair, sign > 0 ? places.add(word) : places);
    }
  }

  /** The most frequent pair; undefined if there is none. */
  best(): string | undefined {
    let best: string | undefined;
    let most = 0;
    for (const [pair, count] of this.counts) {
      if (count > most || (count === most && best !== undefined && pair < best)) {
        best = pair;
        most = count;
      }
    }
    return best;
  }

  /** Merges a pair in all words into one piece, and returns the piece. */
  merge(pair: string): string {
    const [left, right] = pair.split(' ');
    for (const word of this.places.get(pair) ?? []) {
      this.add(word, -1);
      word.pieces = merged(word.pieces, left, right);
      this.add(word, 1);
    }
    this.counts.delete(pair);
    this.places.delete(pair);
    return joined(left, right);
  }
}

function merged(pieces: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const both = pieces[i] === left && pieces[i + 1] === right;
    result.push(both ? joined(left, right) : pieces[i]);
    if (both) i++;
  }
  return result;
}

const joined = (left: string, right: string) => left + right.replace(/^##/, '');
