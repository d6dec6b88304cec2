/**
 * Checks of the files beside a tokenizer: of settings that the lab has not, and of contradictions with tokenizer.json,
 * which Python's libraries read in another way.
 */
import { LabError } from '../errors';
import { shown, shownValue } from '../shown';
import { fieldsOf } from './checkTokenizer';
import type { Fields } from './tokenizers/definition';
import type { Settings } from './tokenizers/settings';

/** Settings with which other tokenizers of Hugging Face compute other ids. The lab has what the fast ones do. */
const only: readonly (readonly [name: string, value: unknown, why: string])[] = [
  ['split_special_tokens', false, 'special tokens within a text are one token each'],
  ['truncation_side', 'right', 'sentences are cut at their ends'],
  ['do_basic_tokenize', true, 'words are split at punctuation'],
  ['clean_text', true, 'control characters are removed'],
  ['wordpieces_prefix', '##', 'pieces within a word start with ##'],
  ['remove_space', true, 'white space is one space'],
];

/** Throws LabError for a setting of tokenizer_config.json that the lab has not and that would change ids. */
export function checkSettings(settings: Settings): void {
  for (const [name, value, why] of only) {
    const { [name]: said = value } = settings.fields;
    if (said !== value && said !== null)
      throw new LabError(
        `${settings.file}: expected ${name} to be ${shownValue(value)}, got ${shownValue(said)}; ` +
          `in the lab, as in Hugging Face's fast tokenizers, ${why}`,
      );
  }
  const { never_split: kept, sp_model_kwargs: sampling } = settings.fields;
  const known = new Set(settings.added().map(({ content }) => content));
  if (
    kept !== undefined &&
    kept !== null &&
    !(Array.isArray(kept) && kept.every((token) => known.has(token)))
  )
    throw settings.unlike('never_split', 'a list of added tokens; add the others to added_tokens.json', kept);
  if (fieldsOf(sampling).enable_sampling)
    throw settings.unlike('enable_sampling of sp_model_kwargs', 'false', true);
}

/**
 * Throws LabError if tokenizer_config.json and tokenizer.json say different things. The lab reads the second file,
 * Hugging Face's Transformers the first. A missing tokenizer_config.json is accepted.
 */
export function checkAgreement(definition: Fields, settings: Settings, file: string): void {
  const normalizers = partsOf(definition.normalizer, 'normalizers');
  const splits = partsOf(definition.pre_tokenizer, 'pretokenizers');
  const has = (parts: readonly Fields[], type: string) => parts.some((part) => part.type === type);
  const bert = normalizers.find(({ type }) => type === 'BertNormalizer');
  const bytes = splits.find(({ type }) => type === 'ByteLevel');
  if (bert) {
    agree('do_lower_case', 'lowercase', bert.lowercase);
    agree('tokenize_chinese_chars', 'handle_chinese_chars', bert.handle_chinese_chars);
    // without a setting for accents, they are removed if text is lower-cased
    const accents = bert.strip_accents ?? bert.lowercase;
    agree('strip_accents', 'strip_accents', accents, settings.fields.do_lower_case);
  } else if (has(splits, 'Metaspace')) {
    agree('do_lower_case', 'a normalizer Lowercase', has(normalizers, 'Lowercase'));
    agree('keep_accents', 'no normalizer StripAccents', !has(normalizers, 'StripAccents'));
    agree('split_by_punct', 'a pre_tokenizer Punctuation', has(splits, 'Punctuation'));
  }
  agree('add_prefix_space', 'add_prefix_space', bytes?.add_prefix_space);
  checkAdded(definition, settings, file);
  checkPrefixes(normalizers, splits, file);

  function agree(name: string, other: string, read: unknown, otherwise?: unknown): void {
    const own = settings.fields[name] ?? otherwise;
    if (own === undefined || own === null || read === undefined || own === read) return;
    throw new LabError(
      `${file}: expected tokenizer_config.json and tokenizer.json to agree, ` +
        `got ${name} ${shownValue(own)} in the first and ${other} ${shownValue(read)} in the second; ` +
        'correct the one that the encoder was not trained with',
    );
  }
}

/**
 * Throws LabError if a sentence's first word alone starts with the sign for a space, and something before may change
 * where the sentence starts.
 */
function checkPrefixes(normalizers: readonly Fields[], splits: readonly Fields[], file: string): void {
  const at = splits.findIndex(({ prepend_scheme: scheme }) => scheme === 'first');
  const keeps = ({ type = 'NFC' }: Fields) => type === 'NFC' || type === 'Lowercase';
  if (at < 0 || (at === 0 && normalizers.every(keeps))) return;
  throw new LabError(
    `${file}: expected prepend_scheme of Metaspace to be always or never, got "first" after other parts; ` +
      'the lab has "first" only as the first pre_tokenizer, after a normalizer NFC or Lowercase',
  );
}

/** Throws LabError if a file beside tokenizer.json adds a token that tokenizer.json does not add. */
function checkAdded({ added_tokens: listed }: Fields, settings: Settings, file: string): void {
  const added = new Set((Array.isArray(listed) ? listed : []).map((token) => fieldsOf(token).content));
  for (const { content } of settings.added())
    if (!added.has(content))
      throw new LabError(
        `${file}: expected '${shown(content)}' among added_tokens, because ${settings.file} or a file beside it ` +
          'adds it; add it there too, or remove it here',
      );
}

/** The parts of a sequence, or the part alone. */
function partsOf(value: unknown, name: string): Fields[] {
  const { [name]: parts, ...part } = fieldsOf(value);
  return Array.isArray(parts) ? parts.map(fieldsOf) : [part];
}
