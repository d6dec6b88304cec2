import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { LabError } from '../errors';
import { isObject, messageOf } from '../files';
import { readJsonObject } from '../json';
import { shown, shownValue } from '../shown';
import type { EncodedExample, Example } from '../types';
import { checkNormalizer, checkVocabulary } from './checkTokenizer';

/** Converts text into the ids of an encoder's vocabulary. */
export interface TextTokenizer {
  /** The largest id plus 1. An encoder needs at least this number of word embeddings. */
  readonly vocabularySize: number;
  /** The number of token types of one sentence, or of a pair. An encoder needs at least as many type embeddings. */
  typeCount(pair: boolean): number;
  readonly padId: number;
  /** Ids with special tokens, at most `maxLength`. Of a pair, the longer sentence is cut first. */
  encode(example: Example, maxLength: number): EncodedExample;
  /** Ids of a text, without special tokens and without a maximum length. */
  ids(text: string): number[];
  /** The token of each id. */
  tokens(ids: ArrayLike<number>): string[];
}

/** A special token, or the place of sentence A or B, in the order of the encoder's input. */
type Piece = ({ readonly ids: readonly number[] } | { readonly sentence: 'A' | 'B' }) & {
  readonly typeId: number;
};

const RARE_CHINESE = /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * Reads an encoder folder's tokenizer.json. The file's settings for padding and truncation are not used. Throws
 * LabError for a file that the lab would read differently from Python's libraries.
 */
export function loadTokenizer(folder: string): TextTokenizer {
  const file = join(folder, 'tokenizer.json');
  const definition = readJsonObject(file, 'a tokenizer');
  const native = construct(definition, file);
  const single = templateOf(definition.post_processor, 'single', file);
  const pair = templateOf(definition.post_processor, 'pair', file);
  const vocabulary = [...native.get_vocab().values()];
  const repair = repairOf(definition.normalizer);
  const padId = padIdOf(native, file);
  checkVocabulary(definition, file);
  checkNormalizer(definition.normalizer, folder);
  const ids = (text: string) => native.encode(repair(text), { add_special_tokens: false }).ids;
  return {
    vocabularySize: vocabulary.reduce((most, id) => Math.max(most, id), -1) + 1,
    typeCount: (isPair) => Math.max(...(isPair ? pair : single).map(({ typeId }) => typeId)) + 1,
    padId,
    ids,
    tokens: (tokenIds) => Array.from(tokenIds, (id) => native.id_to_token(id) ?? `[${id}?]`),
    encode(example, maxLength) {
      const template = example.sentence2 === undefined ? single : pair;
      const room = roomFor(template, maxLength);
      const first = ids(example.sentence1);
      const second = example.sentence2 === undefined ? [] : ids(example.sentence2);
      const [n1, n2] = longestFirst(first.length, second.length, room);
      return { ...assemble(template, first.slice(0, n1), second.slice(0, n2)), label: example.label };
    },
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

function construct(definition: object, file: string): Tokenizer {
  try {
    return new Tokenizer(definition, {});
  } catch (error) {
    throw new LabError(
      `${file}: expected a tokenizer in Hugging Face's format, got ${shown(messageOf(error), 120)}`,
    );
  }
}

/**
 * Two differences of BERT's normalizer in @huggingface/tokenizers 0.2.0 from Hugging Face's own: JavaScript
 * lower-cases a sigma at the end of a word to another letter, and Chinese characters above U+FFFF are not separated.
 */
function repairOf(normalizer: unknown): (text: string) => string {
  if (!isObject(normalizer) || normalizer.type !== 'BertNormalizer') return (text) => text;
  const lower = (text: string) => (normalizer.lowercase ? text.replace(/Σ/g, 'σ') : text);
  const apart = (text: string) =>
    normalizer.handle_chinese_chars ? text.replace(RARE_CHINESE, ' $& ') : text;
  return (text) => apart(lower(text));
}

function roomFor(template: readonly Piece[], maxLength: number): number {
  const special = template.reduce((sum, piece) => sum + ('ids' in piece ? piece.ids.length : 0), 0);
  const sentences = template.filter((piece) => 'sentence' in piece).length;
  if (Number.isInteger(maxLength) && maxLength >= special + sentences) return maxLength - special;
  throw new LabError(
    `expected a max length of ${special + sentences} or more ` +
      `(${special} special tokens, and a token of each sentence), got ${maxLength}`,
  );
}

function assemble(template: readonly Piece[], first: readonly number[], second: readonly number[]) {
  const ids: number[] = [];
  const typeIds: number[] = [];
  for (const piece of template) {
    const part = 'ids' in piece ? piece.ids : piece.sentence === 'A' ? first : second;
    for (const id of part) {
      ids.push(id);
      typeIds.push(piece.typeId);
    }
  }
  return { ids: Int32Array.from(ids), typeIds: Int32Array.from(typeIds) };
}

/** The input that a tokenizer's post_processor builds around one sentence or two. */
function templateOf(processor: unknown, kind: 'single' | 'pair', file: string): Piece[] {
  if (isObject(processor) && processor.type === 'BertProcessing') return bertTemplate(processor, kind, file);
  if (isObject(processor) && processor.type === 'TemplateProcessing') {
    const { special_tokens: special, [kind]: pieces } = processor;
    if (Array.isArray(pieces) && isObject(special))
      return pieces.map((piece) => pieceOf(piece, special, file));
  }
  throw new LabError(
    `${file}: expected a post_processor TemplateProcessing or BertProcessing with '${kind}'`,
  );
}

function pieceOf(piece: unknown, special: { readonly [token: string]: unknown }, file: string): Piece {
  const { SpecialToken: token, Sequence: sentence }: { readonly [key: string]: unknown } = isObject(piece)
    ? piece
    : {};
  if (isObject(sentence) && (sentence.id === 'A' || sentence.id === 'B') && isId(sentence.type_id)) {
    return { sentence: sentence.id, typeId: sentence.type_id };
  }
  if (isObject(token) && isId(token.type_id)) {
    const known = special[String(token.id)];
    if (isObject(known) && Array.isArray(known.ids) && known.ids.every(isId)) {
      return { ids: known.ids, typeId: token.type_id };
    }
  }
  throw new LabError(
    `${file}: expected a special token or a sequence in post_processor, got ${shownValue(piece)}`,
  );
}

function bertTemplate(
  { cls, sep }: { readonly [key: string]: unknown },
  kind: 'single' | 'pair',
  file: string,
): Piece[] {
  const id = (token: unknown) => {
    if (Array.isArray(token) && isId(token[1])) return [token[1]];
    throw new LabError(`${file}: expected post_processor BertProcessing with "cls" and "sep" as [token, id]`);
  };
  const first: Piece[] = [
    { ids: id(cls), typeId: 0 },
    { sentence: 'A', typeId: 0 },
    { ids: id(sep), typeId: 0 },
  ];
  return kind === 'single' ? first : [...first, { sentence: 'B', typeId: 1 }, { ids: id(sep), typeId: 1 }];
}

function padIdOf(native: Tokenizer, file: string): number {
  const id = native.token_to_id('[PAD]') ?? native.token_to_id('<pad>');
  if (id === undefined)
    throw new LabError(`${file}: expected a padding token [PAD] or <pad> in the vocabulary`);
  return id;
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
