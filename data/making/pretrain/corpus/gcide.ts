import { gunzipSync } from 'node:zlib';
import type { CorpusSource } from './source';

/** The definitions of the Collaborative International Dictionary of English: Webster's of 1913 with later additions. */
export const gcide: CorpusSource = {
  name: 'gcide',
  licence: 'GPL-2+',
  packages: ['dict-gcide'],
  under: 'usr/share/dictd',
  names: /^gcide\.dict\.dz$/,
  *paragraphs(content) {
    const text = gunzipSync(content).toString('utf8');
    for (const entry of text.split(/\n(?=\S)/)) yield* definitionsOf(entry);
  },
};

/**
 * An entry is `Head \Head"ing\, n. [origin]`, then its indented, often numbered definitions, each closed by a tag.
 */
function definitionsOf(entry: string): string[] {
  const head = /^([A-Za-z][a-z' -]*) \\/.exec(entry)?.[1];
  const heading = entry.indexOf('\n');
  if (head === undefined || heading < 0) return [];
  return entry
    .slice(heading)
    .split(/\[1913 Webster\]|\[PJC\]|\[WordNet 1\.5\]|\n\s*\n/)
    .filter((meaning) => !/\[(?:Obs|Archaic|R)\b|\n {8}|--\w+\.\s*\w+:/.test(meaning))
    .map((meaning) => plainMeaning(meaning))
    .filter((meaning) => /^[A-Z]/.test(meaning))
    .map((meaning) => `${head}: ${meaning[0].toLowerCase()}${meaning.slice(1)}`);
}

function plainMeaning(meaning: string): string {
  return meaning
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/--\s?[A-Z][\w.' ]*$/gm, ' ')
    .replace(/[{}]/g, '')
    .replace(/^\s*(?:\d+\.)?\s*(?:\(\w\))?\s*(?:\([A-Z][\w. &,]*\))?\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
