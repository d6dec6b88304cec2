/** The normalizer, the pre-tokenizer and the model that Transformers gives the pieces of a SentencePiece model. */
import type { Fields } from './definition';
import { albert, debertaV2, type Family, xlmRoberta } from './families';
import type { SentencePieceModel } from './sentencePiece';
import type { Settings } from './settings';

type Pieces = readonly (readonly [text: string, score: number])[];

const replaced = (pattern: Fields, content: string) => ({ type: 'Replace', pattern, content });

/** What becomes of a text before it is split. Transformers 5 gives DeBERTa-v2 its own rules and not the model's. */
export function normalizerOfPieces(
  { charsmap }: SentencePieceModel,
  family: Family,
  settings: Settings,
): Fields {
  const table = { type: 'Precompiled', precompiled_charsmap: charsmap.toString('base64') };
  const tables = charsmap.length > 0 ? [table] : [];
  const lowercase = (otherwise: boolean) =>
    settings.flag('do_lower_case', otherwise) ? [{ type: 'Lowercase' }] : [];
  if (family === albert) {
    const accents = settings.flag('keep_accents', false) ? [] : [{ type: 'NFKD' }, { type: 'StripAccents' }];
    const quotes = ['``', "''"].map((quote) => replaced({ String: quote }, '"'));
    return { type: 'Sequence', normalizers: [...quotes, ...accents, ...lowercase(true), ...tables] };
  }
  if (family === debertaV2) {
    const spaces = replaced({ Regex: '\\s{2,}|[\\n\\r\\t]' }, ' ');
    const end = { type: 'Strip', strip_left: false, strip_right: true };
    return { type: 'Sequence', normalizers: [...lowercase(false), spaces, { type: 'NFC' }, end] };
  }
  return { type: 'Sequence', normalizers: tables };
}

/** The words of a text: at white space, or for DeBERTa-v2 at the sign for a space, and perhaps at punctuation. */
export function splitOfPieces(family: Family, settings: Settings): Fields {
  const prefixes = settings.flag('add_prefix_space', true);
  if (family === debertaV2 && !prefixes)
    throw settings.unlike('add_prefix_space', 'true, because the lab has no other DeBERTa-v2', false);
  const punctuation = family === debertaV2 && settings.flag('split_by_punct', false);
  const before = family === debertaV2 ? [] : [{ type: 'WhitespaceSplit' }];
  return {
    type: 'Sequence',
    pretokenizers: [
      ...(punctuation ? [{ type: 'Punctuation', behavior: 'Isolated' }] : before),
      { type: 'Metaspace', replacement: '▁', prepend_scheme: prefixes ? 'always' : 'never', split: true },
    ],
  };
}

/**
 * The model with its pieces in the order of their ids. In the unigram models of these families an unknown character is
 * the unknown token even if the file has tokens for bytes, as in Transformers.
 */
export function modelOfPieces(
  model: SentencePieceModel,
  family: Family,
  settings: Settings,
): { readonly pieces: Pieces; readonly part: Fields } {
  const stored = model.pieces.map(({ text, score }) => [text, score] as const);
  const token = (name: 'bos_token' | 'pad_token' | 'eos_token' | 'unk_token' | 'mask_token') =>
    [settings.special(name)?.content ?? family.special[name] ?? '', 0] as const;
  const first = (['bos_token', 'pad_token', 'eos_token', 'unk_token'] as const).map(token);
  // XLM-RoBERTa has its own four tokens in the place of the first three pieces, and the mask at the end
  const pieces = family === xlmRoberta ? [...first, ...stored.slice(3), token('mask_token')] : stored;
  const unknown = family === xlmRoberta ? 3 : model.unknown;
  if (model.algorithm === 'unigram')
    return { pieces, part: { type: 'Unigram', vocab: pieces, unk_id: unknown, byte_fallback: false } };
  const vocab = Object.fromEntries(pieces.map(([text], id) => [text, id]));
  const options = { unk_token: pieces[unknown][0], fuse_unk: true, byte_fallback: model.byteFallback };
  return { pieces, part: { type: 'BPE', vocab, merges: mergesOf(pieces), ...options } };
}

/** The merges that make each piece of two others: earlier pieces first, of one piece those with a shorter left part. */
function mergesOf(pieces: Pieces): [string, string][] {
  const known = new Set(pieces.map(([text]) => text));
  return pieces.flatMap(([text]) => {
    const characters = [...text];
    return Array.from(characters.keys(), (at): [string, string] => [
      characters.slice(0, at).join(''),
      characters.slice(at).join(''),
    ]).filter(([left, right]) => known.has(left) && known.has(right));
  });
}
