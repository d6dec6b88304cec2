/** Builds the content of a tokenizer.json from the classic files of a tokenizer, as Transformers does. */
import { dirname, join } from 'node:path';
import { LabError } from '../../errors';
import { readJsonObject } from '../../json';
import { shown, shownValue } from '../../shown';
import { readLines } from '../../utf8';
import type { Fields } from './definition';
import type { Family } from './families';
import { readSentencePiece } from './sentencePiece';
import { modelOfPieces, normalizerOfPieces, splitOfPieces } from './sentencePieceParts';
import type { Settings } from './settings';
import { type Built, specialTokens } from './specialTokens';

/** The content of a tokenizer.json with the family's special tokens around the sentences. */
export function builtDefinition(built: Built, family: Family, settings: Settings, file: string): Fields {
  const { added, idOf, contentOf } = specialTokens(built, family, settings, file);
  const special = (name: string) => {
    const content = contentOf(name);
    return [content, { id: content, ids: [idOf(name)], tokens: [content] }] as const;
  };
  const slots = (notation: string) =>
    notation.split(' ').map((word) => {
      const [name, type = '0'] = word.split(':');
      const type_id = Number(type);
      return name === 'A' || name === 'B'
        ? { Sequence: { id: name, type_id } }
        : { SpecialToken: { id: contentOf(name), type_id } };
    });
  return {
    ...{ version: '1.0', ...built.parts, decoder: null },
    added_tokens: added,
    post_processor: {
      type: 'TemplateProcessing',
      single: slots(family.single),
      pair: slots(family.pair),
      special_tokens: Object.fromEntries([special('cls'), special('sep')]),
    },
  };
}

/** WordPiece from vocab.txt, where the line of a token is its id. */
export function wordPieceOf(file: string, settings: Settings): Built {
  const ids = idsOfLines(file);
  const normalizer = {
    ...{ type: 'BertNormalizer', clean_text: true },
    handle_chinese_chars: settings.flag('tokenize_chinese_chars', true),
    strip_accents: settings.fields.strip_accents == null ? null : settings.flag('strip_accents'),
    lowercase: settings.flag('do_lower_case', true),
  };
  const model = {
    ...{ type: 'WordPiece', vocab: Object.fromEntries(ids), continuing_subword_prefix: '##' },
    ...{ unk_token: settings.special('unk_token')?.content ?? '[UNK]', max_input_chars_per_word: 100 },
  };
  return {
    parts: {
      normalizer,
      pre_tokenizer: { type: 'BertPreTokenizer' },
      model,
    },
    ids,
    added: [],
  };
}

function idsOfLines(file: string): Map<string, number> {
  const lines = readLines(file, 'a vocabulary').map((line) => line.trimEnd());
  if (lines.at(-1) === '') lines.pop();
  const ids = new Map<string, number>();
  lines.forEach((token, id) => {
    if (token === '')
      throw new LabError(`${file}:${id + 1}: expected a token on each line, got an empty line; remove it`);
    const before = ids.get(token);
    if (before !== undefined)
      throw new LabError(
        `${file}:${id + 1}: expected each token once, got '${shown(token)}' again (first on line ${before + 1}); ` +
          'the line of a token is its id, so one of the two ids would have no token',
      );
    ids.set(token, id);
  });
  return ids;
}

/** Byte-level BPE from vocab.json and merges.txt. */
export function bytePairsOf(file: string, settings: Settings): Built {
  const vocab = readJsonObject(file, 'a vocabulary');
  const pre_tokenizer = {
    ...{ type: 'ByteLevel', trim_offsets: true, use_regex: true },
    add_prefix_space: settings.flag('add_prefix_space', false),
  };
  const model = { type: 'BPE', vocab, merges: mergesOf(join(dirname(file), 'merges.txt')) };
  const ids = new Map(Object.entries(vocab).map(([token, id]) => [token, Number(id)]));
  return { parts: { normalizer: null, pre_tokenizer, model }, ids, added: [] };
}

/** The pairs of a merges.txt: one a line, after a line that may name the version. */
function mergesOf(file: string): string[][] {
  const lines = readLines(file, 'the merges of a vocabulary');
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap((line, i) => {
    if (line.startsWith('#version')) return [];
    const pair = line.split(' ');
    if (pair.length === 2 && pair.every((piece) => piece !== '')) return [pair];
    throw new LabError(
      `${file}:${i + 1}: expected two pieces with a space between them, got ${shownValue(line)}`,
    );
  });
}

/** A SentencePiece model's pieces, with the normalizer and the words of the family. */
export function sentencePieceOf(file: string, settings: Settings, family: Family): Built {
  const model = readSentencePiece(file);
  const { pieces, part } = modelOfPieces(model, family, settings);
  const ids = new Map(pieces.map(([text], id) => [text, id]));
  if (ids.size < pieces.length) {
    const again = pieces.find(([text], id) => ids.get(text) !== id);
    throw new LabError(`${file}: expected each piece once, got '${shown(`${again?.[0]}`)}' again`);
  }
  return {
    parts: {
      normalizer: normalizerOfPieces(model, family, settings),
      pre_tokenizer: splitOfPieces(family, settings),
      model: part,
    },
    ids,
    added: model.pieces
      .filter(({ type }) => type === 'control' || type === 'user-defined')
      .map(({ text }) => text),
  };
}
