import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { LabError } from '../errors';
import { shown } from '../shown';
import { placesOf, type TableRow } from '../table';
import { LONGEST_LINE, textPieces } from '../textPieces';

/**
 * CSV as in RFC 4180, with a header: commas; fields in double quotes may hold commas, line ends and doubled quotes.
 * Lines end as on Unix, Windows or old Macs. Empty lines are passed over and not counted. Throws LabError that names
 * the row for a stray quote, and for a row with another number of fields than the header.
 */
export async function* readCsv(file: string, columns: readonly string[]): AsyncIterable<TableRow> {
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
  });
  // The loop below receives what goes wrong.
  pipeline(Readable.from(textPieces(file, 'a CSV file')), parser, () => {});
  let [number, width] = [0, 0];
  let places: number[] = [];
  try {
    for await (const fields of parser as AsyncIterable<string[]>) {
      number++;
      if (number === 1) {
        places = placesOf(
          columns,
          fields,
          file,
          '; the first row names the columns, with commas between them',
        );
        width = fields.length;
        continue;
      }
      checkWidth(fields, width, `${file}, row ${number}`);
      yield { number, cells: places.map((at) => fields[at]) };
    }
  } catch (error) {
    throw error instanceof CsvError ? refusal(error, file) : error;
  }
  if (number === 0) throw new LabError(`${file}: expected a header and rows, the file is empty`);
}

/** Throws LabError for a row with too many or too few fields. */
export function checkWidth(fields: readonly string[], width: number, where: string): void {
  if (fields.length === width) return;
  throw new LabError(
    `${where}: expected ${width} fields as in the header, got ${fields.length}: ${shown(fields.join(' | '), 120)}`,
  );
}

const reasons: { readonly [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted field to end, the file ends first',
  CSV_INVALID_CLOSING_QUOTE:
    'a comma or a line end after a closing quote, or a doubled quote inside the field',
  INVALID_OPENING_QUOTE: 'a field with quotes to be quoted as a whole, with its own quotes doubled',
  CSV_MAX_RECORD_SIZE: `a row of at most ${LONGEST_LINE / 2 ** 20} MB, got a larger one; is a quote not closed?`,
};

/** A failure of csv-parse, which counts the rows and lines before it. */
type CsvFailure = CsvError & { readonly lines?: number; readonly records?: number };

function refusal({ code, message, lines, records = 0 }: CsvFailure, file: string): LabError {
  const line = lines === undefined ? '' : `, line ${lines}`;
  return new LabError(
    `${file}, row ${records + 1}${line}: expected ${reasons[code] ?? `CSV as in RFC 4180 (${shown(message, 160)})`}`,
  );
}
