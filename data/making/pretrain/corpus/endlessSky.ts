import type { CorpusSource } from './source';

/** The conversations and descriptions of the space game Endless Sky: present-day narrative prose and dialogue. */
export const endlessSky: CorpusSource = {
  name: 'endless-sky',
  licence: 'GPL-3+',
  packages: ['endless-sky-data'],
  under: 'usr/share/games/endless-sky/data',
  names: /^[^/]+\.txt$/,
  *paragraphs(content) {
    for (const line of content.toString('utf8').split('\n')) {
      if (/^\s*#/.test(line)) continue;
      for (const [, ticked, quoted] of line.matchAll(/`([^`]*)`|"([^"]*)"/g)) yield ticked ?? quoted;
    }
  },
};
