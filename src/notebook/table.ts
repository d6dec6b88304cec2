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
  const rows = values.map(cells);
  const texts = formatColumns(columns.length, rows);
  const lineOf = (row: readonly unknown[], r: number) =>
    row.map((value, c) => htmlCell(value, texts[r][c])).join('');
  const body = rows.map((row, r) => `<tr>${lineOf(row, r)}</tr>`).join('\n');
  const title = caption && `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

/** Columns padded to their widest cell; numbers to the right. */
export function textTable(table: Frame | readonly object[], caption = ''): string {
  const { columns, values } = toFrame(table);
  const rows = values.map(cells);
  const texts = formatColumns(columns.length, rows);
  const widths = columns.map((column, c) => Math.max(column.length, ...texts.map((row) => row[c].length)));
  const numeric = columns.map((_, c) => rows.some((row) => typeof row[c] === 'number'));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, c) => (numeric[c] ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  const lines = [line(columns), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)];
  return [...(caption ? [caption, ''] : []), ...lines].join('\n');
}

function toFrame(table: Frame | readonly object[]): Frame {
  if ('columns' in table) return table;
  const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns, values: rows.map((row) => columns.map((column) => row.get(column))) };
}

const cells = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);

/** Every cell as text. The numbers of a column have the same decimals: none, or those that give its largest four digits. */
function formatColumns(count: number, rows: readonly (readonly unknown[])[]): string[][] {
  const decimals = Array.from({ length: count }, (_, c) => decimalsOf(rows.map((row) => row[c])));
  return rows.map((row) => decimals.map((digits, c) => formatCell(row[c], digits)));
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function decimalsOf(column: readonly unknown[]): number {
  const numbers = column.filter(isNumber);
  if (numbers.every(Number.isInteger)) return 0;
  const largest = Math.max(...numbers.map(Math.abs));
  return Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(largest))));
}

/** Nothing for missing values; what would be rounded to zero keeps three digits. */
function formatCell(value: unknown, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (!isNumber(value)) return String(value);
  const lost = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  return lost ? value.toPrecision(3) : value.toFixed(decimals);
}

function htmlCell(value: unknown, text: string): string {
  const align = typeof value === 'number' ? ' style="text-align: right"' : '';
  return `<td${align}>${escapeHtml(text)}</td>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
