/** Added tokens: texts that have an id of their own wherever they stand, such as [SEP]. */
import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import { type Fields, type Part, partOf } from './definition';
import { escaped, WHITE } from './patterns';

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** It is no token within a word. */
  readonly single_word: boolean;
  /** It takes the white space before it, or after it. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** It is looked for in the normalized text. */
  readonly normalized: boolean;
  readonly special: boolean;
}

/** The added tokens of a tokenizer.json. */
export function addedTokensOf({ added_tokens: added = [] }: Fields, file: string): AddedToken[] {
  if (added === null) return [];
  return partOf({ added_tokens: added }, 'tokenizer.json', file).parts('added_tokens').map(addedTokenOf);
}

function addedTokenOf(part: Part): AddedToken {
  part.only('id', 'content', 'single_word', 'lstrip', 'rstrip', 'normalized', 'special');
  const { id } = part.fields;
  if (!Number.isSafeInteger(id) || Number(id) < 0)
    throw part.unlike('id in added_tokens', 'a whole number', id);
  const special = part.flag('special', false);
  const [single_word, lstrip, rstrip] = (['single_word', 'lstrip', 'rstrip'] as const).map((name) =>
    part.flag(name, false),
  );
  const content = part.text('content');
  if (content === '') throw part.unlike('content in added_tokens', 'a text', content);
  const normalized = part.flag('normalized', !special);
  return { id: Number(id), content, single_word, lstrip, rstrip, normalized, special };
}

/** Gives the parts of a text in their order: added tokens to `token`, what is between them to `rest`. */
export type Cut = (
  text: string,
  token: (id: number) => void,
  rest: (part: string, start: number) => void,
) => void;

/** Cuts a text at the tokens: at the leftmost, and of these at the longest. `contentOf` is what a token looks like. */
export function cutAt(
  tokens: readonly AddedToken[],
  contentOf: (content: string) => string,
  file: string,
): Cut {
  const found = new Map(tokens.map((token) => [contentOf(token.content), token]));
  found.delete('');
  if (found.size === 0) return (text, _token, rest) => text && rest(text, 0);
  const contents = [...found.keys()].sort((a, b) => b.length - a.length);
  const firsts = [
    ...new Set(contents.map((content) => escaped(String.fromCodePoint(content.codePointAt(0) ?? 0)))),
  ];
  const pattern = patternOf(`(?=[${firsts.join('')}])(?:${contents.map(escaped).join('|')})`, file);
  return (text, emit, rest) => {
    let done = 0;
    for (const { 0: content, index = 0 } of text.matchAll(pattern)) {
      const token = found.get(content);
      let [start, end] = [index, index + content.length];
      if (!token || start < done || (token.single_word && !standsAlone(text, start, end))) continue;
      if (token.lstrip) start -= spaceBefore(text.slice(done, start));
      if (token.rstrip) end += spaceAfter(text.slice(end));
      if (start > done) rest(text.slice(done, start), done);
      emit(token.id);
      done = end;
    }
    if (done < text.length) rest(text.slice(done), done);
  };
}

function patternOf(source: string, file: string): RegExp {
  try {
    return new RegExp(source, 'gu');
  } catch {
    throw new LabError(`${file}: expected added_tokens that fit into a pattern, got ${shownValue(source)}`);
  }
}

const WORD = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]';
const ENDS_WITH_WORD = new RegExp(`${WORD}$`, 'u');
const STARTS_WITH_WORD = new RegExp(`^${WORD}`, 'u');
const SPACE_AFTER = new RegExp(`^${WHITE}+`, 'u');
const SPACE = new RegExp(WHITE, 'u');

const standsAlone = (text: string, start: number, end: number): boolean =>
  !ENDS_WITH_WORD.test(text.slice(Math.max(0, start - 2), start)) &&
  !STARTS_WITH_WORD.test(text.slice(end, end + 2));

const spaceAfter = (text: string): number => SPACE_AFTER.exec(text)?.[0].length ?? 0;

function spaceBefore(text: string): number {
  let count = 0;
  while (count < text.length && SPACE.test(text[text.length - 1 - count])) count++;
  return count;
}
