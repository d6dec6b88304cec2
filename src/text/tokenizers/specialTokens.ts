import { LabError } from '../../errors';
import { shown } from '../../shown';
import type { AddedToken } from './added';
import type { Fields } from './definition';
import type { Family } from './families';
import { type NamedToken, type Settings, type SpecialName, specialNames } from './settings';

/** The parts of a tokenizer.json that files of a vocabulary give. */
export interface Built {
  /** The normalizer, pre_tokenizer and model. */
  readonly parts: Fields;
  /** The id of each piece. */
  readonly ids: ReadonlyMap<string, number>;
  /** Pieces that are added tokens: found in a text before it is split. */
  readonly added: readonly string[];
}

export interface SpecialTokens {
  /** The added tokens of the tokenizer.json. */
  readonly added: readonly AddedToken[];
  /** The id and the text of the token that a template calls cls or sep. */
  idOf(name: string): number;
  contentOf(name: string): string;
}

/** The tokens without which a text cannot be encoded. */
const needed: readonly SpecialName[] = ['unk_token', 'cls_token', 'sep_token', 'pad_token'];

/**
 * The special tokens of a family, where the settings name no others, with the ids that the vocabulary or the settings
 * give them. Others that are named without an id have the next ids, as in Transformers. Throws LabError if a token is
 * missing that every text needs.
 */
export function specialTokens(built: Built, family: Family, settings: Settings, file: string): SpecialTokens {
  const listed = settings.added();
  const named = specialNames.flatMap((name) => namedToken(name, built, family, settings, listed) ?? []);
  const ids = new Map(built.ids);
  const added = new Map<string, AddedToken>();
  for (const { id, ...token } of [...listed, ...named, ...built.added.map(specialToken)]) {
    const known = ids.get(token.content) ?? id ?? ids.size;
    if (id !== null && id !== known)
      throw new LabError(
        `${settings.file}: expected '${shown(token.content)}' to have the vocabulary's id ${known}, got ${id}`,
      );
    ids.set(token.content, known);
    if (!added.has(token.content)) added.set(token.content, { ...token, id: known });
  }
  const contentOf = (name: SpecialName) => settings.special(name)?.content ?? family.special[name] ?? '';
  for (const name of needed) {
    const content = contentOf(name);
    if (built.ids.has(content) || listed.some((token) => token.content === content && token.id !== null))
      continue;
    throw new LabError(
      `${file}: expected the ${name} '${shown(content)}' of ${family.name} in the vocabulary, found none; ` +
        `add it, or name the token that the vocabulary has as ${name} in tokenizer_config.json`,
    );
  }
  const nameOf = (short: string) => `${short}_token` as SpecialName;
  return {
    added: [...added.values()].sort((a, b) => a.id - b.id),
    idOf: (short) => ids.get(contentOf(nameOf(short))) ?? 0,
    contentOf: (short) => contentOf(nameOf(short)),
  };
}

/**
 * The special token of a name. The family's own mask may be missing from the vocabulary. Then it is added to that of a
 * SentencePiece model, as for DeBERTa-v2, and to no other, because the encoder would have no embedding for it.
 */
function namedToken(
  name: SpecialName,
  { ids }: Built,
  family: Family,
  settings: Settings,
  listed: readonly NamedToken[],
): NamedToken | null {
  const own = settings.special(name);
  const content = own?.content ?? family.special[name];
  if (content === undefined) return null;
  const known = listed.find((token) => token.content === content);
  if (known) return { ...known, id: null, special: true };
  if (own) return own;
  return ids.has(content) || family.classic === 'SentencePiece' ? specialToken(content) : null;
}

const specialToken = (content: string): NamedToken => ({
  ...{
    content,
    id: null,
    lstrip: false,
    rstrip: false,
    single_word: false,
    normalized: false,
    special: true,
  },
});
