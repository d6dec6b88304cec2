/** The normalizers of tokenizer.json: what becomes of a text before it is split into words. */
import { charsmapOf } from './charsmap';
import { byType, type Part, partOf } from './definition';
import { patternOf, WHITE } from './patterns';

export type Normalize = (text: string) => string;

/** The normalizer that tokenizer.json describes. Throws LabError for a type or an option that the lab has not. */
export function normalizerOf(value: unknown, file: string): Normalize {
  if (value === null || value === undefined) return (text) => text;
  const part = partOf(value, 'normalizer', file);
  return byType(normalizers, part, 'a normalizer')(part);
}

const form = (name: 'NFC' | 'NFD' | 'NFKC' | 'NFKD') => (part: Part) => {
  part.only();
  return (text: string) => (ASCII.test(text) ? text : text.normalize(name));
};

const normalizers: { readonly [type: string]: (part: Part) => Normalize } = {
  BertNormalizer: bert,
  Sequence: (part) => {
    const steps = part
      .only('normalizers')
      .parts('normalizers')
      .map((step) => normalizerOf(step.fields, step.file));
    return (text) => steps.reduce((before, step) => step(before), text);
  },
  NFC: form('NFC'),
  NFD: form('NFD'),
  NFKC: form('NFKC'),
  NFKD: form('NFKD'),
  Lowercase: (part) => {
    part.only();
    return lowered;
  },
  StripAccents: (part) => {
    part.only();
    return (text) => (ASCII.test(text) ? text : text.replace(/\p{M}/gu, ''));
  },
  Strip: (part) => {
    part.only('strip_left', 'strip_right');
    const [left, right] = [part.flag('strip_left'), part.flag('strip_right')];
    const ends = [...(left ? [`^${WHITE}+`] : []), ...(right ? [`(?<!${WHITE})${WHITE}+$`] : [])];
    if (!ends.length) return (text) => text;
    const pattern = new RegExp(ends.join('|'), 'gu');
    return (text) => text.replace(pattern, '');
  },
  Prepend: (part) => {
    const start = part.only('prepend').text('prepend');
    return (text) => (text === '' ? text : start + text);
  },
  Replace: (part) => {
    const content = part.only('pattern', 'content').text('content');
    const pattern = patternOf(part);
    return (text) => text.replace(pattern, () => content);
  },
  Precompiled: (part) =>
    charsmapOf(part.only('precompiled_charsmap').text('precompiled_charsmap'), part.file),
};

const ASCII = /^[\0-\x7f]*$/;
const PLAIN = /^[\x20-\x7e]*$/;

/** Lower case of each character alone: JavaScript writes another sigma at the end of a word. */
const lowered: Normalize = (text) => text.replaceAll('Σ', 'σ').toLowerCase();

const cleaned: Normalize = (text) =>
  text.replace(/[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').replace(BLANK, ' ');
const BLANK = new RegExp(`${WHITE}`, 'gu');

const IDEOGRAPH =
  /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

const withoutAccents: Normalize = (text) => text.normalize('NFD').replace(/\p{Mn}/gu, '');

/** The steps of BERT, in their order. Accents go if text is lower-cased, unless `strip_accents` says otherwise. */
function bert(part: Part): Normalize {
  part.only('clean_text', 'handle_chinese_chars', 'strip_accents', 'lowercase');
  const lowercase = part.flag('lowercase');
  const accents = part.fields.strip_accents === null ? lowercase : part.flag('strip_accents', lowercase);
  const steps = [
    ...(part.flag('clean_text') ? [cleaned] : []),
    ...(part.flag('handle_chinese_chars') ? [(text: string) => text.replace(IDEOGRAPH, ' $& ')] : []),
    ...(accents ? [withoutAccents] : []),
    ...(lowercase ? [lowered] : []),
  ];
  const plain = lowercase ? (text: string) => text.toLowerCase() : (text: string) => text;
  return (text) => (PLAIN.test(text) ? plain(text) : steps.reduce((before, step) => step(before), text));
}
