/** The definition of prose, and the division of paragraphs into passages. */

const SENTENCE_WORDS = { least: 3, most: 80 };
const PASSAGE_WORDS = { least: 5, aimed: 40 };
/** The least fraction of letters among a sentence's characters other than blanks. */
const LETTERS = 0.88;

/** Abbreviations. Their point does not end a sentence. */
const abbreviations =
  'Mr|Mrs|Ms|Dr|St|Sir|Rev|Gen|Col|Capt|Lt|Prof|Jr|Sr|vs|etc|cf|viz|e\\.g|i\\.e|esp|ca|No|Vol|Fig|pl|abbr';
const abbreviation = new RegExp(`(?:^|[\\s("'])(?:[A-Za-z]|${abbreviations})\\.$`);

const replacements: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201b]/g, "'"],
  [/[\u201c\u201d\u201e]/g, '"'],
  [/``|''/g, '"'],
  [/\u2026/g, '...'],
  [/\s*(?:[\u2013\u2014]|--+)\s*/g, ' - '],
  [/_([^_]+)_/g, '$1'],
  [/\s+/g, ' '],
];

/** The passages of a paragraph: consecutive sentences of prose, together about 40 words if possible. */
export function passagesOf(paragraph: string): string[] {
  const passages: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (wordsIn(open.join(' ')) >= PASSAGE_WORDS.least) passages.push(open.join(' '));
    open = [];
  };
  for (const sentence of sentencesOf(tidied(paragraph))) {
    if (!isProse(sentence)) {
      close();
      continue;
    }
    if (wordsIn(open.join(' ')) + wordsIn(sentence) > PASSAGE_WORDS.aimed) close();
    open.push(sentence);
  }
  close();
  return passages;
}

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** Splits after `.`, `!` or `?` before a capital or a quotation mark, but not after an abbreviation. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?]+["')]*\s+(?=["'(]*[A-Z0-9])/g)) {
    const at = match.index ?? 0;
    if (abbreviation.test(text.slice(start, at + 1))) continue;
    const end = at + match[0].length;
    sentences.push(text.slice(start, end).trim());
    start = end;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

/** Whether a text is a complete sentence in Latin letters, and not code, markup, an address, a table or a heading. */
export function isProse(sentence: string): boolean {
  const words = wordsIn(sentence);
  if (words < SENTENCE_WORDS.least || words > SENTENCE_WORDS.most) return false;
  const plain = sentence.normalize('NFD').replace(/\p{M}/gu, '');
  if (/[^ -~]|[<>{}[\]\\|=_@#$^*+~`/]|\b(?:www|http)|\.\w+\b\.\w|\w\.[a-z]/.test(plain)) return false;
  if (!/^["'(]*[A-Z0-9]/.test(plain) || !/[.!?]["')]*$/.test(plain)) return false;
  if (/[A-Z]{4,}.*[A-Z]{4,}/.test(plain)) return false;
  const letters = plain.match(/[A-Za-z]/g)?.length ?? 0;
  return letters >= LETTERS * plain.replaceAll(' ', '').length;
}

function tidied(text: string): string {
  return replacements.reduce((result, [pattern, by]) => result.replace(pattern, by), text).trim();
}
