import { addedTokensOf, cutAt } from './added';
import type { Fields } from './definition';
import { modelOf } from './models';
import { normalizerOf } from './normalizers';
import { preTokenizerOf } from './preTokenizers';

/**
 * The ids of a text, without special tokens around it, as tokenizer.json describes them:
 *
 *     text -> added tokens -> normalizer -> added tokens of normalized text -> words -> ids
 *
 * Half a surrogate pair, which no UTF-8 text has, is read as U+FFFD.
 */
export function encoderOf(definition: Fields, file: string): (text: string) => number[] {
  const normalize = normalizerOf(definition.normalizer, file);
  const words = preTokenizerOf(definition.pre_tokenizer, file);
  const wordIds = modelOf(definition.model, file);
  const added = addedTokensOf(definition, file);
  const verbatim = cutAt(
    added.filter(({ normalized }) => !normalized),
    (content) => content,
    file,
  );
  const later = cutAt(
    added.filter(({ normalized }) => normalized),
    normalize,
    file,
  );
  return (text) => {
    const ids: number[] = [];
    const token = (id: number) => ids.push(id);
    verbatim(text.replace(/\p{Cs}/gu, '\uFFFD'), token, (section, start) =>
      later(normalize(section), token, (part, at) => {
        for (const word of words(part, start + at === 0)) for (const id of wordIds(word)) ids.push(id);
      }),
    );
    return ids;
  };
}
