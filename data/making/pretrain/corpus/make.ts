/** Makes the corpus: downloads the packages, reads their prose, and writes a file of passages for each source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../../src/errors';
import { writeAtomically } from '../../../../src/files';
import { fetchPackage } from './packages';
import { passagesOf, wordsIn } from './prose';
import type { CorpusSource } from './source';
import { corpusSources } from './sources';

/** The contribution of one source, for the model card. */
export interface SourceCard {
  readonly name: string;
  /** The packages with their versions. */
  readonly packages: readonly string[];
  readonly licence: string;
  readonly passages: number;
  readonly words: number;
}

/**
 * Writes `<source>.txt`, one passage on a line, and `sources.json` into `folder`. `say` receives progress messages.
 */
export function makeCorpus(folder: string, say: (line: string) => void): void {
  const seen = new Set<string>();
  const cards = corpusSources.map((source) => {
    say(`corpus: ${source.name} from ${source.packages.join(', ')}`);
    const roots = source.packages.map((name) => join(folder, 'packages', name));
    const packages = source.packages.map((name, i) => `${name} ${fetchPackage(name, roots[i])}`);
    const passages = roots.flatMap((root) => newPassages(source, root, seen));
    writeAtomically(join(folder, `${source.name}.txt`), [passages.map((passage) => `${passage}\n`).join('')]);
    const words = passages.reduce((sum, passage) => sum + wordsIn(passage), 0);
    return { name: source.name, packages, licence: source.licence, passages: passages.length, words };
  });
  writeAtomically(join(folder, 'sources.json'), [`${JSON.stringify({ sources: cards }, null, 1)}\n`]);
}

/** The passages of an unpacked package that the corpus does not have yet. */
function newPassages(source: CorpusSource, root: string, seen: Set<string>): string[] {
  const passages: string[] = [];
  for (const file of filesOf(source, root)) {
    for (const paragraph of source.paragraphs(readFileSync(file))) {
      for (const passage of passagesOf(paragraph)) {
        const key = passage.toLowerCase();
        if (!seen.has(key)) passages.push(passage);
        seen.add(key);
      }
    }
  }
  return passages;
}

function filesOf({ name, under, names }: CorpusSource, root: string): string[] {
  const folder = join(root, under);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => names.test(file));
  if (files.length > 0) return files.sort().map((file) => join(folder, file));
  throw new LabError(
    `expected files like ${names} of ${name} in ${folder}, found none; delete ${root} and try again`,
  );
}
