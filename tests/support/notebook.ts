/** A code cell with tags. */
export interface Cell {
  readonly source: string;
  readonly tags: readonly string[];
}

/** The text of a notebook of code cells, with what it says of itself. */
export function notebook(cells: readonly (string | Cell)[], metadata: object = {}): string {
  const asCell = (cell: string | Cell, index: number) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: null,
    metadata: typeof cell === 'string' ? {} : { tags: cell.tags },
    outputs: [],
    source: typeof cell === 'string' ? cell : cell.source,
  });
  return JSON.stringify({ cells: cells.map(asCell), metadata, nbformat: 4, nbformat_minor: 5 });
}
