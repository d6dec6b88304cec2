import { LabError } from '../errors';
import { placesOf, type TableRow } from '../table';
import { textLines } from '../textPieces';
import { checkWidth } from './csv';

/**
 * TSV as in GLUE: a header, tabs, and no quoting, so that a " is text. Empty lines are passed over and not counted.
 * Throws LabError for a row with another number of fields than the header.
 */
export async function* readTsv(file: string, columns: readonly string[]): AsyncIterable<TableRow> {
  let [number, width] = [0, 0];
  let places: number[] = [];
  for (const line of textLines(file, 'a TSV file')) {
    if (line === '') continue;
    const fields = line.split('\t');
    number++;
    if (number === 1) {
      places = placesOf(columns, fields, file, '; the first row names the columns, with tabs between them');
      width = fields.length;
      continue;
    }
    checkWidth(fields, width, `${file}, row ${number}`);
    yield { number, cells: places.map((at) => fields[at]) };
  }
  if (number === 0) throw new LabError(`${file}: expected a header and rows, the file is empty`);
}
