/** The pre-tokenizers of tokenizer.json: how a normalized text is split into words. */
import { byType, type Part, partOf } from './definition';
import { escaped, PUNCTUATION, patternOf, regularExpression, WHITE } from './patterns';

/** The words of a text. `atStart` says whether the text starts the sentence. */
export type SplitText = (text: string, atStart: boolean) => readonly string[];

/** The pre-tokenizer that tokenizer.json describes. Throws LabError for a type or an option that the lab has not. */
export function preTokenizerOf(value: unknown, file: string): SplitText {
  if (value === null || value === undefined) return (text) => [text];
  const part = partOf(value, 'pre_tokenizer', file);
  return byType(preTokenizers, part, 'a pre_tokenizer')(part);
}

const behaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;
type Behavior = (typeof behaviors)[number];

const preTokenizers: { readonly [type: string]: (part: Part) => SplitText } = {
  BertPreTokenizer: (part) => matchesOf(part, `[^${WHITE}${PUNCTUATION}]+|[${PUNCTUATION}]`),
  WhitespaceSplit: (part) => matchesOf(part, `[^${WHITE}]+`),
  Whitespace: (part) => matchesOf(part, '\\w+|[^\\w\\s]+'),
  Sequence: (part) => {
    const steps = part
      .only('pretokenizers')
      .parts('pretokenizers')
      .map((step) => preTokenizerOf(step.fields, step.file));
    return (text, atStart) =>
      steps.reduce<readonly string[]>(
        (words, step) => words.flatMap((word, i) => step(word, atStart && i === 0)),
        [text],
      );
  },
  Split: (part) => {
    part.only('pattern', 'behavior', 'invert');
    const behavior = part.word('behavior', behaviors);
    const inverted = part.flag('invert', false);
    const pattern = patternOf(part);
    return (text) => split(text, pattern, behavior, inverted);
  },
  Punctuation: (part) => {
    const behavior = part.only('behavior').word('behavior', behaviors, 'Isolated');
    const pattern = new RegExp(`[${PUNCTUATION}]`, 'gu');
    return (text) => split(text, pattern, behavior);
  },
  Digits: (part) => {
    const alone = part.only('individual_digits').flag('individual_digits', false);
    return (text) => split(text, /\p{N}/gu, alone ? 'Isolated' : 'Contiguous');
  },
  ByteLevel: byteLevel,
  Metaspace: metaspace,
};

/** Words are the matches of a pattern; the part has no options. */
function matchesOf(part: Part, source: string): SplitText {
  const pattern = regularExpression(source, part.only().file);
  return (text) => text.match(pattern) ?? [];
}

/**
 * Splits a text at the matches of a pattern, or at what lies between them if `inverted`. The behavior says what becomes
 * of the matches.
 */
function split(text: string, pattern: RegExp, behavior: Behavior, inverted = false): string[] {
  const pieces: { readonly text: string; readonly match: boolean }[] = [];
  let done = 0;
  for (const { 0: found, index = 0 } of text.matchAll(pattern)) {
    if (index > done) pieces.push({ text: text.slice(done, index), match: inverted });
    if (found) pieces.push({ text: found, match: !inverted });
    done = index + found.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), match: inverted });
  if (behavior === 'Removed') return pieces.filter(({ match }) => !match).map((piece) => piece.text);
  if (behavior === 'Isolated') return pieces.map((piece) => piece.text);
  const words: string[] = [];
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    if (before && joins(before.match, piece.match, behavior)) words[words.length - 1] += piece.text;
    else words.push(piece.text);
  });
  return words;
}

/** Does a piece go into the word of the piece before it? */
function joins(before: boolean, now: boolean, behavior: Behavior): boolean {
  if (behavior === 'Contiguous') return before === now;
  return behavior === 'MergedWithPrevious' ? now && !before : before && !now;
}

const WORDS = new RegExp(
  `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^${WHITE}\\p{L}\\p{N}]+|${WHITE}+(?!\\P{White_Space})|${WHITE}+`,
  'gu',
);

/** The letters that stand for the 256 bytes: visible ones of Latin-1 for themselves, others from U+0100. */
const byteLetters: readonly string[] = (() => {
  const visible = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(visible(byte) ? byte : next++));
})();

/** Words as GPT-2 splits them, with a letter for each byte. */
function byteLevel(part: Part): SplitText {
  part.only('add_prefix_space', 'trim_offsets', 'use_regex');
  const prefixed = part.flag('add_prefix_space');
  const splits = part.flag('use_regex', true);
  const space = byteLetters[32];
  const letters = (word: string) =>
    /^ ?[!-~]*$/.test(word)
      ? word.replace(' ', space)
      : Array.from(Buffer.from(word), (byte) => byteLetters[byte]).join('');
  return (text) => {
    const whole = prefixed && !text.startsWith(' ') ? ` ${text}` : text;
    return (splits ? (whole.match(WORDS) ?? []) : [whole]).map(letters);
  };
}

/** SentencePiece's words: a sign stands for each space, and each word starts with the sign. */
function metaspace(part: Part): SplitText {
  part.only('replacement', 'prepend_scheme', 'split', 'add_prefix_space', 'str_rep');
  const sign = part.text('replacement');
  if ([...sign].length !== 1) throw part.unlike('replacement', 'a character', sign);
  if (part.text('str_rep', sign) !== sign) throw part.unlike('str_rep', sign, part.fields.str_rep);
  const prefixes = part.flag('add_prefix_space', true);
  const scheme = part.word('prepend_scheme', ['always', 'first', 'never'], prefixes ? 'always' : 'never');
  if (!prefixes && scheme !== 'never')
    throw part.unlike('prepend_scheme', 'never', part.fields.prepend_scheme);
  const splits = part.flag('split', true);
  const word = new RegExp(`${escaped(sign)}[^${escaped(sign)}]*|^[^${escaped(sign)}]+`, 'gu');
  return (text, atStart) => {
    const signed = text.replaceAll(' ', sign);
    const needs = scheme === 'always' || (scheme === 'first' && atStart);
    const whole = needs && !signed.startsWith(sign) ? sign + signed : signed;
    return splits ? (whole.match(word) ?? []) : [whole];
  };
}
