/** A data file as rows. Every format has a reader of this form. */
import { LabError } from './errors';
import { shown } from './shown';

/** The largest number of rows of a file, and of all splits. */
export const MOST_ROWS = 10_000_000;

/** The wanted cells of a row. */
export interface TableRow {
  /** Counted from 1. The header of CSV and TSV is row 1, as in a spreadsheet. */
  readonly number: number;
  /** In the order of the wanted columns; undefined or null where a cell is missing. */
  readonly cells: readonly unknown[];
}

/** The rows of a file, with the cells of the wanted columns. Throws LabError for a file of another form. */
export type ReadTable = (file: string, columns: readonly string[]) => AsyncIterable<TableRow>;

/**
 * The places of the wanted columns in a header. Throws LabError, which ends with `advice`, for a column that is missing
 * or there twice.
 */
export function placesOf(
  columns: readonly string[],
  header: readonly string[],
  file: string,
  advice = '',
): number[] {
  return columns.map((name) => {
    const at = header.indexOf(name);
    if (at >= 0 && header.lastIndexOf(name) === at) return at;
    const found = at < 0 ? 'found' : 'found it twice in';
    throw new LabError(
      `${file}: expected a column '${shown(name)}', ${found} ${shown(header.join(', ') || 'no column', 200)}${advice}`,
    );
  });
}

/** `rows 3, 9, 12 and 5 more` */
export function rowsText(rows: readonly number[], most = 5): string {
  const first = rows.slice(0, most).join(', ');
  const more = rows.length > most ? ` and ${rows.length - most} more` : '';
  return `row${rows.length === 1 ? '' : 's'} ${first}${more}`;
}
