import { LabError } from '../errors';

type Row = { readonly [column: string]: string | number | null };

/**
 * The mean of tables of one form, cell by cell, for `showTable`: the numbers of several runs as one table. Texts are
 * those of the first table. A cell that is missing in a table is left out of its mean.
 */
export function meanTable(tables: readonly (readonly Row[])[]): Row[] {
  const lengths = new Set(tables.map(({ length }) => length));
  if (lengths.size !== 1)
    throw new LabError(
      `expected tables with equally many rows, got ${[...lengths].join(', ') || 'no table'}`,
    );
  return tables[0].map((row, r) =>
    Object.fromEntries(
      Object.entries(row).map(([column, cell]) => [
        column,
        typeof cell === 'string' ? cell : meanOf(column, r),
      ]),
    ),
  );

  function meanOf(column: string, r: number): number | null {
    const cells = tables.map((table) => table[r][column]);
    const numbers = cells.filter((cell) => typeof cell === 'number' && Number.isFinite(cell));
    return numbers.length === 0
      ? null
      : numbers.reduce<number>((sum, n) => sum + Number(n), 0) / numbers.length;
  }
}
