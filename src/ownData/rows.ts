/** Reads the rows of some data, with their texts and labels checked. */
import { LabError } from '../errors';
import { shown, shownValue } from '../shown';
import { MOST_ROWS } from '../table';
import { numberOf } from './labels';
import { bytesOf, mostBytes } from './limits';
import { Problems } from './problems';
import { readerOf } from './readers';
import { type SourceFile, splitNames } from './source';
import type { OwnData, RawLabel, RawRow, RawSplits, SplitName } from './types';

export interface ReadRows {
  readonly splits: RawSplits;
  /** The number of rows that were left out. */
  readonly dropped: number;
}

/** Every row of the files. Throws LabError that names the rows without a text or with a value of another kind. */
export async function readRows(own: OwnData, files: readonly SourceFile[]): Promise<ReadRows> {
  const { columns, label, splitColumn, dropIncomplete = false } = own;
  const wanted = [...columns, label, ...(splitColumn === undefined ? [] : [splitColumn])];
  const splits = { train: [] as RawRow[], validation: [] as RawRow[], test: [] as RawRow[] };
  const problems = new Problems();
  const room = mostBytes();
  let [rows, bytes, dropped] = [0, 0, 0];
  for (const { file, split } of files) {
    for await (const { number, cells } of readerOf(file)(file, wanted)) {
      const place = { file, row: number };
      const texts = columns.map((name, i) => textOf(cells[i], name, (what) => problems.add(what, place)));
      const value = labelOf(cells[columns.length], (what) => problems.add(what, place));
      const to = split ?? splitIn(cells[columns.length + 1], (what) => problems.add(what, place));
      const isWhole = texts.every((text) => text.trim() !== '') && (value !== null || to === 'test');
      if (!isWhole && dropIncomplete) dropped++;
      else {
        for (const [i, text] of texts.entries())
          if (text.trim() === '') problems.add(`no text in the column '${shown(columns[i])}'`, place);
        splits[to].push({ ...place, texts, label: value });
      }
      bytes += bytesOf(texts);
      if (++rows > MOST_ROWS || bytes > room) throw tooLarge(file, number);
    }
  }
  problems.refuse(own.file, `expected texts in ${columns.join(' and ')}, and a label in ${label}; got`);
  refuseNumbers(own, splits.train);
  return { splits: { ...splits, test: openTests(splits) }, dropped };
}

/** The test rows. Benchmarks hide the labels of all their test rows as -1; such labels count as missing. */
function openTests({ train, validation, test }: RawSplits): readonly RawRow[] {
  const isHidden = ({ label }: RawRow) => label === null || numberOf(label) === -1;
  if (!test.every(isHidden) || [...train, ...validation].some(({ label }) => numberOf(label) === -1))
    return test;
  return test.map((row) => ({ ...row, label: null }));
}

/** Throws LabError for a column of texts whose cells are numbers alone, such as that of an identifier. */
function refuseNumbers({ file, columns }: OwnData, rows: readonly RawRow[]): void {
  for (const [i, name] of columns.entries()) {
    if (rows.length === 0 || rows.some(({ texts }) => Number.isNaN(numberOf(texts[i])))) continue;
    const [{ row, texts }] = rows;
    throw new LabError(
      `${file}: expected texts in the column '${shown(name)}', got numbers alone, such as ${texts[i]} in row ${row}`,
    );
  }
}

type Report = (what: string) => void;

function textOf(cell: unknown, name: string, report: Report): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'string') return cell;
  report(`${kindOf(cell)} in the column of texts '${shown(name)}'`);
  return '-';
}

/** A label as a text without spaces around it, or as a number; null if it is missing. */
function labelOf(cell: unknown, report: Report): RawLabel {
  if (cell === undefined || cell === null || Number.isNaN(cell)) return null;
  if (typeof cell === 'boolean' || typeof cell === 'bigint') return `${cell}`;
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string') return cell.trim() === '' ? null : cell.trim();
  report(`${kindOf(cell)} as a label`);
  return null;
}

function splitIn(cell: unknown, report: Report): SplitName {
  if (typeof cell === 'string' && Object.hasOwn(splitNames, cell)) return splitNames[cell];
  report(`the split ${shownValue(cell ?? null)} instead of train, validation or test`);
  return 'train';
}

const kindOf = (cell: unknown): string =>
  typeof cell === 'object' ? (Array.isArray(cell) ? 'a list' : 'an object') : `a ${typeof cell}`;

const tooLarge = (file: string, row: number): LabError =>
  new LabError(
    `${file}, row ${row}: expected at most ${MOST_ROWS} rows and ${Math.round(mostBytes() / 2 ** 20)} MB of texts; ` +
      'give a part of the file, or more memory: NODE_OPTIONS=--max-old-space-size=16000',
  );
