import type * as Hyparquet from 'hyparquet';
import { importModule } from '../backend/importModule';
import { LabError } from '../errors';
import { messageOf } from '../files';

/** The rows that are read at once. */
const ROWS = 10_000;

export type ParquetRow = { readonly [column: string]: unknown };

/**
 * The columns of a parquet file, some thousand rows at a time. Throws LabError for a file that is damaged, is not
 * parquet, or lacks a column.
 */
export async function* parquetRows(
  path: string,
  columns: readonly string[],
): AsyncGenerator<readonly ParquetRow[]> {
  try {
    const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } =
      await importModule<typeof Hyparquet & FromFile>('hyparquet');
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const there = parquetSchema(metadata).children.map(({ element }) => element.name);
    const missing = columns.filter((column) => !there.includes(column));
    if (missing.length > 0)
      throw new LabError(`${path}: expected columns ${columns.join(', ')}, found ${there.join(', ')}`);
    const count = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < count; rowStart += ROWS) {
      const rowEnd = Math.min(rowStart + ROWS, count);
      yield await parquetReadObjects({ file, metadata, columns: [...columns], rowStart, rowEnd });
    }
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(`${path}: expected a parquet file, but it cannot be read (${messageOf(error)})`);
  }
}

/** What the package offers only in Node. */
interface FromFile {
  asyncBufferFromFile(path: string): Promise<Hyparquet.AsyncBuffer>;
}
