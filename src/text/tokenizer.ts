import { LabError } from '../errors';
import type { EncodedExample, Example } from '../types';
import { checkVocabulary, vocabularyOf } from './checkTokenizer';
import { encodedOnce } from './encodedOnce';
import { encoderOf } from './tokenizers/encode';
import { openTokenizer } from './tokenizers/open';
import type { Slot } from './tokenizers/template';

/** Converts text into the ids of an encoder's vocabulary. */
export interface TextTokenizer {
  /** The largest id plus 1. An encoder needs at least this number of word embeddings. */
  readonly vocabularySize: number;
  /** The number of token types of one sentence, or of a pair. An encoder needs at least as many type embeddings. */
  typeCount(pair: boolean): number;
  readonly padId: number;
  /**
   * Ids with special tokens, at most `maxLength`. Of a pair, the longer sentence is cut first. An example is encoded
   * once for each length, so all runs on a data set share the result.
   */
  encode(example: Example, maxLength: number): EncodedExample;
  /** Ids of a text, without special tokens and without a maximum length. */
  ids(text: string): number[];
  /** The token of each id. */
  tokens(ids: ArrayLike<number>): string[];
}

/**
 * Opens the tokenizer of an encoder's folder: tokenizer.json, or what Transformers builds from the classic files where
 * it is missing (vocab.txt; vocab.json and merges.txt; a SentencePiece model). The ids are those of Hugging Face's fast
 * tokenizers. A file's settings for padding and truncation are not used. Throws LabError for files that the lab would
 * read differently from Python's libraries.
 */
export function loadTokenizer(folder: string): TextTokenizer {
  const { definition, file, settings, template } = openTokenizer(folder);
  const { single, pair } = template;
  const named = settings.special('pad_token')?.content;
  const padId = padIdOf(
    vocabularyOf(definition, file),
    named === undefined ? ['[PAD]', '<pad>'] : [named],
    file,
  );
  const vocabulary = checkVocabulary(definition, file);
  const tokens = new Map([...vocabulary].map(([token, id]) => [id, token]));
  const ids = encoderOf(definition, file);
  return {
    vocabularySize: vocabulary.size,
    typeCount: (isPair) => Math.max(...(isPair ? pair : single).map(({ typeId }) => typeId)) + 1,
    padId,
    ids,
    tokens: (tokenIds) => Array.from(tokenIds, (id) => tokens.get(id) ?? `[${id}?]`),
    encode: encodedOnce((example, maxLength) => {
      const slots = example.sentence2 === undefined ? single : pair;
      const room = roomFor(slots, maxLength);
      const first = ids(example.sentence1);
      const second = example.sentence2 === undefined ? [] : ids(example.sentence2);
      const [n1, n2] = longestFirst(first.length, second.length, room);
      return { ...assemble(slots, first.slice(0, n1), second.slice(0, n2)), label: example.label };
    }),
  };
}

/**
 * The numbers of tokens to keep of two sentences of n1 and n2 tokens, when `room` tokens are allowed together. The
 * rule of Hugging Face's fast tokenizers: the longer sentence is cut to the length of the shorter, then both to half
 * of the room.
 */
export function longestFirst(n1: number, n2: number, room: number): readonly [number, number] {
  if (n1 + n2 <= room) return [n1, n2];
  const shorter = Math.min(n1, n2);
  const longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
  const half = Math.floor(room / 2);
  const [less, more] = shorter + longer > room ? [half, half + (room % 2)] : [shorter, longer];
  return n1 > n2 ? [more, less] : [less, more];
}

function roomFor(slots: readonly Slot[], maxLength: number): number {
  const special = slots.reduce((sum, slot) => sum + ('ids' in slot ? slot.ids.length : 0), 0);
  const sentences = slots.filter((slot) => 'sentence' in slot).length;
  if (Number.isInteger(maxLength) && maxLength >= special + sentences) return maxLength - special;
  throw new LabError(
    `expected a max length of ${special + sentences} or more ` +
      `(${special} special tokens, and a token of each sentence), got ${maxLength}`,
  );
}

function assemble(slots: readonly Slot[], first: readonly number[], second: readonly number[]) {
  const ids: number[] = [];
  const typeIds: number[] = [];
  for (const slot of slots) {
    const part = 'ids' in slot ? slot.ids : slot.sentence === 'A' ? first : second;
    for (const id of part) {
      ids.push(id);
      typeIds.push(slot.typeId);
    }
  }
  return { ids: Int32Array.from(ids), typeIds: Int32Array.from(typeIds) };
}

function padIdOf(vocabulary: ReadonlyMap<string, unknown>, tokens: readonly string[], file: string): number {
  const id = tokens.map((token) => vocabulary.get(token)).find((found) => found !== undefined);
  if (id !== undefined) return Number(id);
  throw new LabError(`${file}: expected a padding token ${tokens.join(' or ')} in the vocabulary`);
}
