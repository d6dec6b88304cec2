import { SplitPreTokenizer } from '@huggingface/tokenizers';
import { LabError } from '../../errors';
import { isObject, messageOf } from '../../files';
import { shown, shownValue } from '../../shown';
import type { Fields, Part } from './definition';

/** White space of Unicode. JavaScript's \s lacks U+0085 and has U+FEFF. */
export const WHITE = '\\p{White_Space}';

/** Punctuation of BERT: every ASCII sign, and Unicode's punctuation. */
export const PUNCTUATION = '!-/:-@\\[-`{-~\\p{P}';

/** A text as part of a pattern, within a class of characters or outside. */
export const escaped = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('-', '\\u{2d}');

/** The pattern of a part: {"String": ...} or {"Regex": ...} in the syntax of Oniguruma. */
export function patternOf(part: Part): RegExp {
  const { pattern } = part.fields;
  const { String: text, Regex: source }: Fields = isObject(pattern) ? pattern : {};
  if (typeof text === 'string' && text !== '') return new RegExp(escaped(text), 'gu');
  if (typeof source !== 'string' || source === '')
    throw part.unlike('pattern', '{"String": ...} or {"Regex": ...}', pattern);
  return regularExpression(source, part.file);
}

/** An expression of Oniguruma in JavaScript. */
export function regularExpression(source: string, file: string): RegExp {
  try {
    const { pattern } = new SplitPreTokenizer({ type: 'Split', pattern: { Regex: source } } as never);
    if (pattern) return pattern;
  } catch (error) {
    throw new LabError(
      `${file}: expected a regular expression, got ${shownValue(source)} (${shown(messageOf(error), 80)})`,
    );
  }
  throw new LabError(`${file}: expected a regular expression, got ${shownValue(source)}`);
}
