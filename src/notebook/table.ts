import { display } from '../display';
import { largestOf } from '../extremes';
import { escapeHtml, tableOf } from './html';
import { columnTexts } from './numbers';

/** The data of a table: a danfojs DataFrame, or any object with columns and rows of values. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** Shows a frame, or rows of one shape, as an HTML table, with a plain text alternative. */
export function showTable(table: Frame | readonly object[], caption = ''): void {
  const frame = toFrame(table);
  display({ 'text/html': htmlTable(frame, caption), 'text/plain': textTable(frame, caption) });
}

/** HTML with escaped cells. Columns of numbers are aligned to the right. */
export function htmlTable(table: Frame | readonly object[], caption = ''): string {
  const { columns, texts, numeric } = formatted(table);
  const escaped = (row: readonly string[]) => row.map(escapeHtml);
  return tableOf({ caption, head: escaped(columns), body: texts.map(escaped), numeric });
}

/** Columns padded to their widest cell. Columns of numbers are aligned to the right. */
export function textTable(table: Frame | readonly object[], caption = ''): string {
  const { columns, texts, numeric } = formatted(table);
  const widths = columns.map((column, c) =>
    Math.max(column.length, largestOf(texts.map((row) => row[c].length))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, c) => (numeric[c] ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  const lines = [line(columns), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)];
  return [...(caption ? [caption, ''] : []), ...lines].join('\n');
}

/** A column is numeric if one of its values is a number, or all its texts read as numbers, such as `+2.4`. */
function formatted(table: Frame | readonly object[]) {
  const { columns, values } = toFrame(table);
  const rows = values.map(cells);
  const byColumn = columns.map((name, c) =>
    columnTexts(
      name,
      rows.map((row) => row[c]),
    ),
  );
  const texts = rows.map((_, r) => byColumn.map((column) => column[r]));
  const numeric = columns.map(
    (_, c) =>
      rows.some((row) => typeof row[c] === 'number') || texts.every((row) => !Number.isNaN(Number(row[c]))),
  );
  return { columns, numeric, texts };
}

function toFrame(table: Frame | readonly object[]): Frame {
  if ('columns' in table) return table;
  const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns, values: rows.map((row) => columns.map((column) => row.get(column))) };
}

const cells = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);
