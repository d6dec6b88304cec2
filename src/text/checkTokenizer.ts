/**
 * Checks of a tokenizer.json for contradictions, within the file or with the file beside it. Python's libraries
 * refuse such a file or read it in another way.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { isObject } from '../files';
import { readJsonObject } from '../json';
import { shown, shownValue } from '../shown';

type Fields = { readonly [key: string]: unknown };

/** Throws LabError for a vocabulary with a missing or repeated token or id. */
export function checkVocabulary(definition: Fields, file: string): void {
  const ids = vocabularyOf(definition, file);
  const tokens = new Map<unknown, string>();
  for (const [token, id] of ids) {
    if (!(Number.isSafeInteger(id) && Number(id) >= 0))
      throw new LabError(
        `${file}: expected a whole number as id of '${shown(token)}', got ${shownValue(id)}`,
      );
    const other = tokens.get(id);
    if (other !== undefined)
      throw new LabError(
        `${file}: expected an id for each token, got ${id} for '${shown(other)}' and '${shown(token)}'`,
      );
    tokens.set(id, token);
  }
  const { type, unk_token: unknown, vocab } = fieldsOf(definition.model);
  if (type === 'WordPiece' && !Object.hasOwn(fieldsOf(vocab), `${unknown}`))
    throw new LabError(
      `${file}: expected the model's unk_token, which unknown words become, in its vocab, ` +
        `got ${shownValue(unknown)}; add it, or name the token that the vocabulary has, such as [UNK]`,
    );
  for (const [token, id] of specialTokens(definition.post_processor))
    if (ids.get(token) !== id)
      throw new LabError(
        `${file}: expected post_processor's '${shown(token)}' to have the vocabulary's id ${ids.get(token)}, ` +
          `got ${shownValue(id)}`,
      );
}

/** The id of every token, of the model and of the added tokens. */
function vocabularyOf({ model, added_tokens: added }: Fields, file: string): Map<string, unknown> {
  const { vocab } = fieldsOf(model);
  const pieces = Array.isArray(vocab) ? vocab.map((piece, id) => [`${piece?.[0]}`, id] as const) : null;
  const ids = new Map<string, unknown>(pieces ?? Object.entries(fieldsOf(vocab)));
  for (const { content, id } of Array.isArray(added) ? added.map(fieldsOf) : []) {
    const before = ids.get(`${content}`);
    if (before !== undefined && before !== id)
      throw new LabError(
        `${file}: expected '${shown(`${content}`)}' of added_tokens to have the vocabulary's id ${before}, ` +
          `got ${shownValue(id)}`,
      );
    ids.set(`${content}`, id);
  }
  return ids;
}

/** The special tokens that the post-processor puts around sentences, with their ids. */
function specialTokens(processor: unknown): (readonly [token: string, id: unknown])[] {
  const { cls, sep, special_tokens: special } = fieldsOf(processor);
  const pairs = [cls, sep].flatMap((pair) => (Array.isArray(pair) ? [[`${pair[0]}`, pair[1]] as const] : []));
  const listed = Object.values(fieldsOf(special)).flatMap((entry) => {
    const { ids, tokens } = fieldsOf(entry);
    if (!Array.isArray(ids) || !Array.isArray(tokens)) return [];
    return tokens.map((token, i) => [`${token}`, ids[i]] as const);
  });
  return [...pairs, ...listed];
}

const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** The names in tokenizer_config.json of the settings of BERT's normalizer. */
const settings = {
  do_lower_case: 'lowercase',
  strip_accents: 'strip_accents',
  tokenize_chinese_chars: 'handle_chinese_chars',
} as const;

/**
 * Throws LabError if tokenizer_config.json and tokenizer.json normalise text differently. The lab reads the second
 * file, Hugging Face's Transformers the first. A missing tokenizer_config.json is accepted.
 */
export function checkNormalizer(normalizer: unknown, folder: string): void {
  const file = join(folder, 'tokenizer_config.json');
  const { type, ...said } = fieldsOf(normalizer);
  if (type !== 'BertNormalizer' || !existsSync(file)) return;
  const configured = readJsonObject(file, "a tokenizer's configuration");
  for (const [name, other] of Object.entries(settings)) {
    // without a setting for accents, they are removed if text is lower-cased
    const own = configured[name] ?? (name === 'strip_accents' ? configured.do_lower_case : undefined);
    const read = said[other] ?? (name === 'strip_accents' ? said.lowercase : undefined);
    if (own === undefined || own === null || read === undefined || own === read) continue;
    throw new LabError(
      `${folder}: expected tokenizer_config.json and tokenizer.json to agree, ` +
        `got ${name} ${shownValue(own)} in the first and ${other} ${shownValue(read)} in the second; ` +
        'correct the one that the encoder was not trained with',
    );
  }
}
