import type { CorpusSource } from './source';

/** Story and dialogue of campaigns of The Battle for Wesnoth. */
export const wesnoth: CorpusSource = {
  name: 'wesnoth',
  licence: 'GPL-2+',
  packages: ['did', 'dm', 'ei', 'l', 'sota', 'thot', 'utbs'].map((campaign) => `wesnoth-1.16-${campaign}`),
  under: 'usr/share/games/wesnoth/1.16/data/campaigns',
  names: /\.cfg$/,
  *paragraphs(content) {
    const texts = content
      .toString('utf8')
      .matchAll(/(?:message|story|description|note)\s*=\s*_ ?"((?:[^"]|"")*)"/g);
    for (const [, text] of texts) yield* unmarked(text).split(/\n\s*\n/);
  },
};

/** Removes `context^` before a text and tags, and undoubles quotation marks. */
function unmarked(text: string): string {
  return text
    .replace(/^[\w -]*\^/, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('""', '"');
}
