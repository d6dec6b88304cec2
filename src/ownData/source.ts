/** The files of a person's data, and their splits. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LabError } from '../errors';
import { isTable, readerOf } from './readers';
import type { OwnData, SplitName } from './types';

/** A file, and the split of its rows; null if a column of the file says the split of each row. */
export interface SourceFile {
  readonly file: string;
  readonly split: SplitName | null;
}

const FORM = /^(train|validation|valid|val|dev|test)(?:-\d+-of-\d+)?\.[^.]+$/;

const splitNames: { readonly [stem: string]: SplitName } = {
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

/** The data files of a folder. Every split is in files of one name. */
function filesIn(folder: string): SourceFile[] {
  const names = readdirSync(folder)
    .filter((name) => FORM.test(name) && isTable(name))
    .sort();
  const stems = new Map<SplitName, string>();
  const files = names.map((name) => {
    const split = splitNames[FORM.exec(name)?.[1] ?? ''];
    const stem = name.replace(/-\d+-of-\d+/, '');
    const before = stems.get(split) ?? stem;
    if (before !== stem)
      throw new LabError(`${folder}: expected ${split} examples once, got ${before} and ${stem}`);
    stems.set(split, stem);
    return { file: join(folder, name), split };
  });
  if (stems.has('train')) return files;
  throw new LabError(
    `${folder}: expected data files named train, and validation and test if there are such, ` +
      'such as train.csv and validation.csv; or a task.json without --columns and --label',
  );
}

/** The name of a file or folder, without its ending, in letters that a run's id may have. */
export const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-');
