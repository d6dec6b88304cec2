/** The tokenizers of tests/oracle/tokenizer_families.py: their files, and the lines that were encoded. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { openDataset } from '../../src/text/dataset';
import { shippedTaskNames } from '../../src/text/tasks';
import { readSentencePiece } from '../../src/text/tokenizers/sentencePiece';
import type { Example } from '../../src/types';
import { folderOf } from './files';
import { fixtureJson, fixturePath } from './fixtures';

/** Tokenizers with the vocabulary of another one. */
const shared: { readonly [name: string]: string } = {
  'roberta-space': 'roberta',
  'deberta-v2-split': 'deberta-v2',
};

const vocabulary = /^(vocab|merges)\.|\.model/;

type Files = { [name: string]: string | Uint8Array };

/** The files of a tokenizer without its tokenizer.json. */
export function classicFiles(name: string): Files {
  const own = filesIn(name, (file) => file !== 'tokenizer.json');
  return { ...filesIn(shared[name] ?? name, (file) => vocabulary.test(file)), ...own };
}

/** The tokenizer.json of a tokenizer and its config.json, if it has one. */
export function jsonFiles(name: string): Files {
  return filesIn(name, (file) => file === 'tokenizer.json' || file === 'config.json');
}

/** Does a tokenizer have classic files? */
export const hasClassicFiles = (name: string): boolean =>
  existsSync(fixturePath('tokenizers', name, 'config.json'));

function filesIn(name: string, wanted: (file: string) => boolean): Files {
  const files: Files = {};
  for (const file of readdirSync(fixturePath('tokenizers', name)).filter(wanted)) {
    const bytes = readFileSync(fixturePath('tokenizers', name, file));
    if (file.endsWith('.gz')) files[file.slice(0, -3)] = gunzipSync(bytes);
    else files[file] = bytes;
  }
  return files;
}

/** A folder with these files; the placeholder of nmt_nfkc's table in tokenizer.json is replaced by the table. */
export function tokenizerFolder(test: Pick<TestContext, 'after'>, files: Files): string {
  const folder = folderOf(test, files);
  const json = `${files['tokenizer.json'] ?? ''}`;
  if (json.includes('"nmt_nfkc"'))
    writeFileSync(join(folder, 'tokenizer.json'), json.replace('nmt_nfkc', usualTable(test)));
  return folder;
}

/** The table of replacements nmt_nfkc, in base64. */
function usualTable(test: Pick<TestContext, 'after'>): string {
  const folder = folderOf(test, classicFiles('albert'));
  return readSentencePiece(join(folder, 'spiece.model')).charsmap.toString('base64');
}

/** The first rows of each shipped task, in the order of the script. */
export const shippedLines = (): Example[] =>
  shippedTaskNames().flatMap((task) => openDataset({ task }).validation.slice(0, 150));

/** The committed lines: one sentence, or two. */
export function difficultLines(): Example[] {
  return fixtureJson<[string, string | null][]>('tokenizers/lines.json').map(([sentence1, second]) =>
    second === null ? { sentence1, label: 0 } : { sentence1, sentence2: second, label: 0 },
  );
}
