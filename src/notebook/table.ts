import { display } from './display';

/** What a table is made of: a danfojs DataFrame, or anything with its columns and rows of values. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** Shows a frame, or rows of one shape, as an HTML table with plain text beside it. */
export function showTable(table: Frame | readonly object[], caption = ''): void {
  const frame = toFrame(table);
  display({ 'text/html': htmlTable(frame, caption), 'text/plain': textTable(frame, caption) });
}

/** HTML with every cell escaped; numbers to the right. */
export function htmlTable(table: Frame | readonly object[], caption = ''): string {
  const { columns, values } = toFrame(table);
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
  const body = values.map((row) => `<tr>${cells(row).map(htmlCell).join('')}</tr>`).join('\n');
  const title = caption && `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

/** Columns padded to their widest cell; numbers to the right. */
export function textTable(table: Frame | readonly object[], caption = ''): string {
  const { columns, values } = toFrame(table);
  const rows = values.map(cells);
  const widths = columns.map((column, c) =>
    Math.max(column.length, ...rows.map((row) => formatCell(row[c]).length)),
  );
  const numeric = columns.map((_, c) => rows.some((row) => typeof row[c] === 'number'));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, c) => (numeric[c] ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  const lines = [
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(row.map(formatCell))),
  ];
  return [...(caption ? [caption, ''] : []), ...lines].join('\n');
}

function toFrame(table: Frame | readonly object[]): Frame {
  if ('columns' in table) return table;
  const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns, values: rows.map((row) => columns.map((column) => row.get(column))) };
}

const cells = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);

/** Four decimals for fractions, nothing for missing values. */
function formatCell(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e-3 ? value.toPrecision(3) : value.toFixed(4);
}

function htmlCell(value: unknown): string {
  const align = typeof value === 'number' ? ' style="text-align: right"' : '';
  return `<td${align}>${escapeHtml(formatCell(value))}</td>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
