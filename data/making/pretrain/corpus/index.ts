/** General English for pretraining, from the texts of Debian packages. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../../src/errors';
import { readJsonObject } from '../../../../src/json';
import { readText } from '../../../../src/utf8';
import { makeCorpus, type SourceCard } from './make';
import { corpusSources } from './sources';

export { makeCorpus, type SourceCard } from './make';

export interface Corpus {
  /** One passage each: one to a few consecutive sentences, usually 10 to 40 words. The sources follow one another. */
  readonly train: readonly string[];
  /** 1 passage in 100, chosen by its hash. */
  readonly heldOut: readonly string[];
  readonly sources: readonly SourceCard[];
}

const HELD_OUT_EVERY = 100;

/** The corpus in `folder` (data/corpus). A missing corpus is made first. */
export function openCorpus(folder: string, say: (line: string) => void): Corpus {
  if (!existsSync(join(folder, 'sources.json'))) makeCorpus(folder, say);
  return readCorpus(folder);
}

/** The corpus that `makeCorpus` wrote into `folder`. */
export function readCorpus(folder: string): Corpus {
  const file = join(folder, 'sources.json');
  const { sources } = readJsonObject(file, 'the list of the corpus');
  if (!Array.isArray(sources) || sources.length !== corpusSources.length || !sources.every(isCard)) {
    throw new LabError(
      `${file}: expected ${corpusSources.length} sources; delete the file to make the corpus again`,
    );
  }
  const passages = sources.flatMap(({ name }) => linesOf(join(folder, `${name}.txt`)));
  return {
    train: passages.filter((passage) => !isHeldOut(passage)),
    heldOut: passages.filter(isHeldOut),
    sources,
  };
}

function linesOf(file: string): string[] {
  return readText(file, "a source's passages").trimEnd().split('\n');
}

function isHeldOut(passage: string): boolean {
  return createHash('sha256').update(passage).digest().readUInt32LE(0) % HELD_OUT_EVERY === 0;
}

function isCard(value: unknown): value is SourceCard {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'licence' in value && 'words' in value
  );
}
