import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { importData } from '../../src/ownData/importData';
import type { OwnData } from '../../src/ownData/types';
import { openDataset } from '../../src/text/dataset';
import { folderOf } from './files';
import { temporaryFolder } from './store';

export type Files = { readonly [path: string]: string | Uint8Array };

/** Writes the files and imports the first of them; with the notes that were said. */
export async function imports(test: TestContext, files: Files, own: Partial<OwnData> = {}) {
  const folder = folderOf(test, files);
  const inFolder = (name: string | undefined) => (name === undefined ? undefined : join(folder, name));
  const said: string[] = [];
  const { validation, test: testFile, file = Object.keys(files)[0], ...others } = own;
  const found = await importData(
    {
      ...{ file: join(folder, file), columns: ['text'], label: 'label', ...others },
      ...{ validation: inFolder(validation), test: inFolder(testFile) },
    },
    { into: temporaryFolder(test), say: (line) => said.push(line) },
  );
  return { ...found, said: said.join('\n'), dataset: openDataset(found) };
}

/** A CSV with the columns text and label. */
export const csvOf = (rows: readonly (readonly [text: string, label: unknown])[]): string =>
  ['text,label', ...rows.map(([text, label]) => `"${text.replaceAll('"', '""')}",${label}`), ''].join('\n');

/** Rows with different texts and the labels in turn. */
export const rowsWith = (labels: readonly unknown[], count: number): [text: string, label: unknown][] =>
  Array.from({ length: count }, (_, i) => [`text ${i}`, labels[i % labels.length]]);
