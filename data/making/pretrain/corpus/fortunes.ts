import type { CorpusSource } from './source';

const collections = (
  'art cookie education food fortunes humorists kids law literature love magic medicine miscellaneous ' +
  'news people pets platitudes politics riddles science sports tao wisdom work'
).split(' ');

/** Sayings, jokes and short stories of the fortune program, without verse, lists and computer lore. */
export const fortunes: CorpusSource = {
  name: 'fortunes',
  licence: 'BSD (the collection, as Debian ships it)',
  packages: ['fortunes', 'fortunes-min'],
  under: 'usr/share/games/fortunes',
  names: new RegExp(`^(?:${collections.join('|')})$`),
  *paragraphs(content) {
    for (const saying of content.toString('utf8').split(/^%$/m)) {
      const unsigned = saying.replace(/^\s*-- .*(?:\n\s+.*)*$/m, '');
      yield* unsigned.split(/\n\s*\n|\n(?=\t)/);
    }
  },
};
