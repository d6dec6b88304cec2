import { LabError } from '../errors';
import { parseJsonObject } from '../json';
import { shown } from '../shown';
import type { TableRow } from '../table';
import { textLines } from '../textPieces';

/** The largest number of keys of which an error tells. */
const TOLD = 20;

/**
 * JSONL: a JSON object on each line, a column for each key. A row's number is its line. Throws LabError for a line that
 * is not an object, and for a column that no row has.
 */
export async function* readJsonLines(file: string, columns: readonly string[]): AsyncIterable<TableRow> {
  const missing = new Set(columns);
  const seen = new Set<string>();
  let number = 0;
  for (const line of textLines(file, 'rows of JSON')) {
    number++;
    if (line.trim() === '') continue;
    const values = parseJsonObject(line, `${file}, row ${number}`, 'a row');
    for (const name of Object.keys(values)) {
      missing.delete(name);
      if (seen.size < TOLD) seen.add(name);
    }
    const cell = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
    yield { number, cells: columns.map(cell) };
  }
  if (number === 0) throw new LabError(`${file}: expected rows of JSON, the file is empty`);
  const [name] = missing;
  if (name === undefined) return;
  throw new LabError(
    `${file}: expected a column '${shown(name)}', found ${shown([...seen].join(', ') || 'no column', 200)}; ` +
      'the keys of the rows name the columns',
  );
}
