import type { CorpusSource } from './source';

/** Sayings, jokes and short stories of the fortune program; its verse, its lists and its computer lore are left out. */
export const fortunes: CorpusSource = {
  name: 'fortunes',
  licence: 'BSD (the collection, as Debian ships it)',
  packages: ['fortunes', 'fortunes-min'],
  under: 'usr/share/games/fortunes',
  names:
    /^(?:art|cookie|education|food|fortunes|humorists|kids|law|literature|love|magic|medicine|miscellaneous|news|people|pets|platitudes|politics|riddles|science|sports|tao|wisdom|work)$/,
  *paragraphs(content) {
    for (const saying of content.toString('utf8').split(/^%$/m)) {
      const unsigned = saying.replace(/^\s*-- .*(?:\n\s+.*)*$/m, '');
      yield* unsigned.split(/\n\s*\n|\n(?=\t)/);
    }
  },
};
