/** A table of a paper as a table of a page: its texts can be searched and copied. */
import type { TopLevelSpec } from 'vega-lite';
import { type CellBlock, distinctOf, type TextCell } from '../figures/cellsTable';
import { escapeHtml, tableOf } from './html';
import { textTable } from './table';

/** The blocks of a drawn table as HTML, below the title of the drawing. */
export function htmlCells(blocks: readonly CellBlock[], spec: TopLevelSpec): string {
  const [title, ...notes] = titlesOf(spec).map(escapeHtml);
  const start = `<p><b>${title}</b>${notes.map((note) => `<br><small>${note}</small>`).join('')}</p>`;
  return [start, ...blocks.map(htmlBlock)].join('\n');
}

function htmlBlock(block: CellBlock): string {
  const { columns, lines } = grid(block);
  const cellHtml = (cell?: TextCell) => {
    const text = escapeHtml(cell?.text ?? '');
    const small = cell?.small ? ` <small>${escapeHtml(cell.small)}</small>` : '';
    const shown = (cell?.bold ? `<b>${text}</b>` : text) + small;
    return cell?.shade ? `<span style="background: ${cell.shade}; padding: 3px">${shown}</span>` : shown;
  };
  return tableOf({
    caption: block.title,
    head: [block.columns ?? '', ...columns].map(escapeHtml),
    body: lines.map(({ row, cells }) => [escapeHtml(row), ...cells.map(cellHtml)]),
    numeric: ['', ...columns].map((_, c) => c > 0),
  });
}

/** The blocks as plain text. An asterisk stands for bold. */
export function textCells(blocks: readonly CellBlock[], spec: TopLevelSpec): string {
  const texts = blocks.map((block) => {
    const { columns, lines } = grid(block);
    const values = lines.map(({ row, cells }) => [row, ...cells.map(cellText)]);
    const heads = columns.map((column) => column.replace('\n', ' ').trim());
    return textTable({ columns: [block.columns ?? '', ...heads], values }, block.title);
  });
  return [titlesOf(spec).join('\n'), ...texts].join('\n\n');
}

const cellText = (cell?: TextCell): string =>
  cell ? `${cell.text}${cell.bold ? '*' : ''} ${cell.small ?? ''}`.trim() : '';

function grid({ rows, cells }: CellBlock) {
  const columns = distinctOf(cells, 'column');
  const lines = [...new Set(rows ?? distinctOf(cells, 'row'))].map((row) => ({
    row,
    cells: columns.map((column) => cells.find((cell) => cell.row === row && cell.column === column)),
  }));
  return { columns, lines };
}

/** The title and the lines below it. */
function titlesOf({ title }: TopLevelSpec): string[] {
  if (typeof title !== 'object' || title === null || !('text' in title)) return [];
  return [title.text, title.subtitle].flat().map(String);
}
