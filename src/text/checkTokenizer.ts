/** Checks of a tokenizer.json for contradictions within the file. Python's libraries refuse such a file. */
import { LabError } from '../errors';
import { isObject } from '../files';
import { shown, shownValue } from '../shown';
import type { Fields } from './tokenizers/definition';

/** Throws LabError for a vocabulary with a missing or repeated token or id. */
export function checkVocabulary(definition: Fields, file: string): ReadonlyMap<string, number> {
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
  checkNoHoles(tokens, file);
  checkUnknown(fieldsOf(definition.model), file);
  for (const [token, id] of specialTokens(definition.post_processor))
    if (ids.get(token) !== id)
      throw new LabError(
        `${file}: expected post_processor's '${shown(token)}' to have the vocabulary's id ${ids.get(token)}, ` +
          `got ${shownValue(id)}`,
      );
  return ids as ReadonlyMap<string, number>;
}

function checkNoHoles(tokens: ReadonlyMap<unknown, string>, file: string): void {
  const largest = [...tokens.keys()].reduce<number>((most, id) => Math.max(most, Number(id)), -1);
  if (largest === tokens.size - 1) return;
  const hole = Array.from(tokens.keys()).findIndex((_, id) => !tokens.has(id));
  throw new LabError(
    `${file}: expected the tokenizer's ids to have no holes, got ${largest} as the largest of ${tokens.size} ids ` +
      `and no token with the id ${hole}; add the missing tokens`,
  );
}

function checkUnknown({ type, unk_token: unknown, vocab, merges }: Fields, file: string): void {
  const isWordPiece = type === 'WordPiece' || (type === undefined && !Array.isArray(vocab) && !merges);
  const needs = isWordPiece || (unknown !== undefined && unknown !== null && !Array.isArray(vocab));
  if (!needs || Object.hasOwn(fieldsOf(vocab), `${unknown}`)) return;
  throw new LabError(
    `${file}: expected the model's unk_token, which unknown words become, in its vocab, ` +
      `got ${shownValue(unknown)}; add it, or name the token that the vocabulary has, such as [UNK]`,
  );
}

/** The id of every token, of the model and of the added tokens. */
export function vocabularyOf({ model, added_tokens: added }: Fields, file: string): Map<string, unknown> {
  const { vocab } = fieldsOf(model);
  if (!Array.isArray(vocab) && !isObject(vocab))
    throw new LabError(
      `${file}: expected a tokenizer with a model that has a vocab, got ${shownValue(vocab)}`,
    );
  const ids = new Map<string, unknown>(Array.isArray(vocab) ? [] : Object.entries(vocab));
  if (Array.isArray(vocab))
    vocab.forEach((piece, id) => {
      const token = `${Array.isArray(piece) ? piece[0] : piece}`;
      if (ids.has(token))
        throw new LabError(
          `${file}: expected an id for each token, got ${ids.get(token)} and ${id} for '${shown(token)}'`,
        );
      ids.set(token, id);
    });
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
  const { cls, sep, special_tokens: special, processors } = fieldsOf(processor);
  if (Array.isArray(processors)) return processors.flatMap(specialTokens);
  const pairs = [cls, sep].flatMap((pair) => (Array.isArray(pair) ? [[`${pair[0]}`, pair[1]] as const] : []));
  const listed = Object.values(fieldsOf(special)).flatMap((entry) => {
    const { ids, tokens } = fieldsOf(entry);
    if (!Array.isArray(ids) || !Array.isArray(tokens)) return [];
    return tokens.map((token, i) => [`${token}`, ids[i]] as const);
  });
  return [...pairs, ...listed];
}

export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});
