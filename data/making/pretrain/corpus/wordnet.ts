import type { CorpusSource } from './source';

const MOST_WORDS = 3;

/** The definitions of WordNet with their words, and its example sentences. */
export const wordnet: CorpusSource = {
  name: 'wordnet',
  licence: 'WordNet 3.0 licence (Princeton University; free use with its notice)',
  packages: ['wordnet-base'],
  under: 'usr/share/wordnet',
  names: /^data\.\w+$/,
  *paragraphs(content) {
    for (const line of content.toString('utf8').split('\n')) {
      const bar = line.indexOf(' | ');
      if (bar > 0 && !line.startsWith('  ')) yield entry(line.slice(0, bar), line.slice(bar + 3));
    }
  },
};

/** `03639497 06 n 02 land_line 0 landline 0 001 @ ...` has 02 words (hexadecimal), each followed by a number. */
function entry(fields: string, gloss: string): string {
  const [, , , count, ...rest] = fields.split(' ');
  const words = Array.from({ length: Math.min(Number.parseInt(count, 16), MOST_WORDS) }, (_, i) =>
    rest[2 * i].replace(/\(\w+\)$/, '').replaceAll('_', ' '),
  );
  const examples = [...gloss.matchAll(/"([^"]+)"/g)].map(([, example]) => example);
  const meaning = gloss.split(/;? *"/)[0].trim();
  return [`${words.join(', ')}: ${meaning}`, ...examples].map(asSentence).join(' ');
}

function asSentence(text: string): string {
  const words = text.trim().replace(/[;,:]$/, '');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
