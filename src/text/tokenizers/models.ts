/** The models of tokenizer.json: the ids of a word. */
import { BPE, WordPiece } from '@huggingface/tokenizers';
import { LabError } from '../../errors';
import { isObject, messageOf } from '../../files';
import { shown, shownValue } from '../../shown';
import { byType, type Part, partOf } from './definition';
import { unigramIds } from './unigram';

export type WordIds = (word: string) => readonly number[];

/** The model that tokenizer.json describes. Throws LabError for a type or an option that the lab has not. */
export function modelOf(value: unknown, file: string): WordIds {
  const part = partOf(value, 'model', file);
  return kept(byType(models, typed(part), 'a model')(part));
}

/** Old files say no type. */
export function typed(part: Part): Part {
  const { type, vocab, merges } = part.fields;
  if (type !== undefined) return part;
  const found = Array.isArray(vocab) ? 'Unigram' : merges !== undefined ? 'BPE' : 'WordPiece';
  return partOf({ ...part.fields, type: found }, 'model', part.file);
}

const models: { readonly [type: string]: (part: Part) => WordIds } = {
  WordPiece: wordPiece,
  BPE: bytePairs,
  Unigram: unigramIds,
};

/** Words return often, so their ids are kept: the last 50,000 to 100,000 words of at most 64 characters. */
const KEPT_WORDS = 50_000;
const LONGEST_KEPT = 64;

function kept(compute: WordIds): WordIds {
  let recent = new Map<string, readonly number[]>();
  let older = recent;
  return (word) => {
    const known = recent.get(word);
    if (known) return known;
    const ids = older.get(word) ?? compute(word);
    if (word.length > LONGEST_KEPT) return ids;
    if (recent.size >= KEPT_WORDS) {
      older = recent;
      recent = new Map();
    }
    recent.set(word, ids);
    return ids;
  };
}

/** A longer limit would let a long word take hours: each start is tried with each end. */
const LONGEST_WORD = 1000;

function wordPiece(part: Part): WordIds {
  part.only('vocab', 'unk_token', 'continuing_subword_prefix', 'max_input_chars_per_word');
  const prefix = part.text('continuing_subword_prefix', '##');
  const { max_input_chars_per_word: longest = 100 } = part.fields;
  if (!Number.isInteger(longest) || Number(longest) < 0 || Number(longest) > LONGEST_WORD)
    throw part.unlike('max_input_chars_per_word', `a whole number from 0 to ${LONGEST_WORD}`, longest);
  const model = constructed(
    () =>
      new WordPiece({
        ...part.fields,
        continuing_subword_prefix: prefix,
        max_input_chars_per_word: longest,
      } as never),
    part,
  );
  const ids = model.tokens_to_ids;
  return (word) => model.encode([word]).map((token) => Number(ids.get(token)));
}

function bytePairs(part: Part): WordIds {
  part.only(
    ...['vocab', 'merges', 'unk_token', 'fuse_unk', 'byte_fallback', 'ignore_merges'],
    ...['dropout', 'continuing_subword_prefix', 'end_of_word_suffix'],
  );
  for (const name of ['dropout', 'continuing_subword_prefix', 'end_of_word_suffix'])
    if (![undefined, null, '', 0].includes(part.fields[name] as never))
      throw part.unlike(name, 'absent, because the lab has none', part.fields[name]);
  const merges = mergesOf(part);
  const flags = Object.fromEntries(
    ['fuse_unk', 'byte_fallback', 'ignore_merges'].map((name) => [name, part.flag(name, false)]),
  );
  const model = constructed(() => new BPE({ ...part.fields, ...flags, merges } as never), part);
  const ids = model.tokens_to_ids;
  return (word) => model._call([word]).flatMap((token) => ids.get(token) ?? []);
}

/** The pairs of pieces that are merged. Throws LabError if one names a piece that the vocabulary has not. */
function mergesOf(part: Part): [string, string][] {
  const { merges, vocab } = part.fields;
  if (!Array.isArray(merges)) throw part.unlike('merges', 'a list of pairs', merges);
  const known = new Set(Object.keys(isObject(vocab) ? vocab : {}));
  return merges.map((merge, i) => {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    if (!isPair(pair)) throw part.unlike('merges', 'a list of pairs of pieces', merge);
    for (const piece of [...pair, pair.join('')])
      if (!known.has(piece))
        throw new LabError(
          `${part.file}: expected merges of pieces in the vocabulary, got merge ${i + 1}, ` +
            `${shownValue(pair.join(' '))}, but the vocabulary has no ${shownValue(piece)}; ` +
            'take both from one tokenizer',
        );
    return pair;
  });
}

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((piece) => typeof piece === 'string' && piece);

function constructed<T>(make: () => T, part: Part): T {
  try {
    return make();
  } catch (error) {
    throw new LabError(`${part.file}: expected a model ${part.type}, got ${shown(messageOf(error), 120)}`);
  }
}
