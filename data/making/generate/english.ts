/** English word forms, and the small grammar that all generators share. */

/** The forms of a verb: "she writes", "she wrote", "it was written", "she is writing", "to write". */
export interface Verb {
  readonly plain: string;
  readonly present: string;
  readonly past: string;
  readonly participle: string;
  readonly gerund: string;
}

/** Splits a list of words separated by blanks; `_` inside an entry stands for a blank. */
export function wordList(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '));
}

/** Reads verbs written as `paint`, or as `write/wrote/written` if past and participle are irregular. */
export function verbList(text: string): readonly Verb[] {
  return wordList(text).map(verb);
}

/**
 * A verb from `plain`, `plain/past` or `plain/past/participle`. A particle stays at the end: "pick up", "picked up".
 */
export function verb(forms: string): Verb {
  const [plain, past, participle] = forms.split('/');
  const [stem, ...particle] = plain.split(' ');
  const withParticle = (form: string) => [form, ...particle].join(' ');
  const regular = past ?? edForm(stem);
  return {
    plain,
    present: withParticle(sForm(stem)),
    past: withParticle(regular),
    participle: withParticle(participle ?? regular),
    gerund: withParticle(ingForm(stem)),
  };
}

const irregularPlurals: Readonly<Record<string, string>> = {
  child: 'children',
  deer: 'deer',
  fish: 'fish',
  foot: 'feet',
  goose: 'geese',
  knife: 'knives',
  leaf: 'leaves',
  loaf: 'loaves',
  man: 'men',
  mouse: 'mice',
  person: 'people',
  scarf: 'scarves',
  sheep: 'sheep',
  shelf: 'shelves',
  thief: 'thieves',
  trout: 'trout',
  salmon: 'salmon',
  wife: 'wives',
  wolf: 'wolves',
  woman: 'women',
};

/** box -> boxes, city -> cities, policewoman -> policewomen. */
export function plural(noun: string): string {
  const last = noun.slice(noun.lastIndexOf(' ') + 1);
  const irregular = Object.keys(irregularPlurals).find(
    (word) => last === word || (/man$/.test(word) && last.endsWith(word)),
  );
  if (irregular === undefined || last === 'human') return sForm(noun);
  return noun.slice(0, noun.length - irregular.length) + irregularPlurals[irregular];
}

/** "an apple", "a horse". */
export function withArticle(phrase: string): string {
  const vowel = /^(?:[aeio]|u(?!ni(?![mn])|se|sua|ten)|hour|honest)/i.test(phrase) && !/^one\b/i.test(phrase);
  return `${vowel ? 'an' : 'a'} ${phrase}`;
}

/** "bread", "bread and milk", "bread, milk and eggs". */
export function enumerated(phrases: readonly string[], conjunction = 'and'): string {
  if (phrases.length < 2) return phrases.join('');
  return `${phrases.slice(0, -1).join(', ')} ${conjunction} ${phrases[phrases.length - 1]}`;
}

/** A template with words in place of its single capitals: `filled('the X is in the V', { X: 'key', V: 'box' })`. */
export function filled(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\b[A-Z]\b/g, (letter) => words[letter] ?? letter);
}

/** A sentence from its words: starts with a capital, has one blank between words, and ends with a mark. */
export function sentence(words: string, end: '.' | '?' = '.'): string {
  const text = words
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ([,.?])/g, '$1');
  return `${text[0].toUpperCase()}${text.slice(1)}${end}`;
}

const numberWords = wordList('zero one two three four five six seven eight nine ten eleven twelve');

/** 3 -> "three"; digits from 13 on. */
export function numberWord(n: number): string {
  return numberWords[n] ?? String(n);
}

function sForm(stem: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(stem) || /(?:^go|do|to|echo|hero|mango)$/.test(stem)) return `${stem}es`;
  if (/[^aeiou]y$/.test(stem)) return `${stem.slice(0, -1)}ies`;
  return `${stem}s`;
}

function edForm(stem: string): string {
  if (stem.endsWith('e')) return `${stem}d`;
  if (/[^aeiou]y$/.test(stem)) return `${stem.slice(0, -1)}ied`;
  return `${doubled(stem)}ed`;
}

function ingForm(stem: string): string {
  if (stem.endsWith('ie')) return `${stem.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(stem) && stem !== 'be') return `${stem.slice(0, -1)}ing`;
  return `${doubled(stem)}ing`;
}

const stressedLater =
  wordList(`abhor admit allot begin commit confer defer deter equip forbid forget input kidnap occur omit
  outwit permit prefer refer regret submit transfer unpin unplug unwrap unzip upset worship`);

/** stop -> stopp-, visit -> visit-, travel -> travell-, mimic -> mimick-: the stem before -ed and -ing. */
function doubled(stem: string): string {
  if (/[aeiou]c$/.test(stem)) return `${stem}k`;
  const short = /^[^aeiou]*[aeiou][bdgkmnprt]$/.test(stem) || /^qu[ai][bdgmnpt]$/.test(stem);
  const inL = /[^aeiou][aeiou]l$/.test(stem);
  return short || inL || stressedLater.includes(stem) ? stem + stem[stem.length - 1] : stem;
}
