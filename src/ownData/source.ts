/** The files of a person's data, and their splits. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LabError } from '../errors';
import { isTable, readerOf } from './readers';
import type { OwnData, SplitName } from './types';

/** A file, and the split of its rows; null if a column of the file says the split of each row. */
export interface SourceFile {
  readonly file: string;
  readonly split: SplitName | null;
}

const FORM = /^(train|validation|valid|val|dev|test)(?:-\d+-of-\d+(?:-[0-9a-f]+)?)?\.[^.]+$/;
const PART = /-\d+-of-(\d+)(?:-[0-9a-f]+)?(?=\.)/;

/** The words for a split. */
export const splitNames: { readonly [stem: string]: SplitName } = {
  ...{ train: 'train', test: 'test' },
  ...{ validation: 'validation', valid: 'validation', val: 'validation', dev: 'validation' },
};

/** The files of some data, in order. Throws LabError for a file or folder that is not there, or not a data file. */
export function sourceFiles({ file, validation, test, splitColumn }: OwnData): SourceFile[] {
  if (splitColumn !== undefined && (validation !== undefined || test !== undefined))
    throw new LabError('expected a column of splits, or files for the splits, got both');
  const given = [
    ...(validation === undefined ? [] : [{ file: checked(validation), split: 'validation' } as const]),
    ...(test === undefined ? [] : [{ file: checked(test), split: 'test' } as const]),
  ];
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory();
  const own = isFolder ? filesIn(file) : [{ file: checked(file), split: 'train' } as const];
  const twice = given.find(({ split }) => own.some((each) => each.split === split));
  if (twice)
    throw new LabError(`expected one place for the ${twice.split} examples, got ${file} and ${twice.file}`);
  return splitColumn === undefined ? [...own, ...given] : own.map((each) => ({ ...each, split: null }));
}

function checked(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) {
    readerOf(file);
    return file;
  }
  throw new LabError(`expected a data file at ${file}, found none`);
}

/** The split of the files with such a name; null if it is not the name of a data file. */
export const splitOf = (name: string): SplitName | null =>
  isTable(name) ? (splitNames[FORM.exec(name)?.[1] ?? ''] ?? null) : null;

/**
 * The data files of a folder. Every split is in files of one name. Throws LabError if there is no train, if a split is
 * there twice, and if one of its parts is missing.
 */
export function filesIn(folder: string): SourceFile[] {
  const files = (existsSync(folder) ? readdirSync(folder) : []).sort().flatMap((name) => {
    const split = splitOf(name);
    return split === null ? [] : [{ file: join(folder, name), split }];
  });
  for (const split of ['train', 'validation', 'test'])
    checkParts(
      files.filter((each) => each.split === split).map(({ file }) => basename(file)),
      `${folder}: expected the ${split} examples`,
    );
  if (files.some(({ split }) => split === 'train')) return files;
  throw new LabError(
    `${folder}: expected data files named train, and validation and test if there are such, ` +
      'such as train.csv and validation.csv; or a task.json without --columns and --label',
  );
}

function checkParts(names: readonly string[], expected: string): void {
  if (names.length === 0) return;
  const stems = [...new Set(names.map((name) => name.replace(PART, '')))];
  if (stems.length > 1) throw new LabError(`${expected} once, got ${stems.join(' and ')}`);
  const count = Number(PART.exec(names[0])?.[1] ?? 1);
  if (names.length !== count) throw new LabError(`${expected} in ${count} files, got ${names.join(', ')}`);
}

/** The name of a file or folder, without its ending, in letters that a run's id may have. */
export const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-');
