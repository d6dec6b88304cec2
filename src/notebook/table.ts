import { display } from '../display';
import { largestOf } from '../extremes';
import { escapeHtml } from './html';

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
  const line = (tag: 'th' | 'td', row: readonly string[]) =>
    row
      .map(
        (text, c) =>
          `<${tag} style="text-align: ${numeric[c] ? 'right' : 'left'}">${escapeHtml(text)}</${tag}>`,
      )
      .join('');
  const body = texts.map((row) => `<tr>${line('td', row)}</tr>`).join('\n');
  const title = caption && `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${line('th', columns)}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
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
  const texts = formatColumns(columns.length, rows);
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

/** Every cell as text. A column's numbers have equal decimals: none, or four digits for the largest number. */
function formatColumns(count: number, rows: readonly (readonly unknown[])[]): string[][] {
  const decimals = Array.from({ length: count }, (_, c) => decimalsOf(rows.map((row) => row[c])));
  return rows.map((row) => decimals.map((digits, c) => formatCell(row[c], digits)));
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function decimalsOf(column: readonly unknown[]): number {
  const numbers = column.filter(isNumber);
  if (numbers.every(Number.isInteger)) return 0;
  const largest = largestOf(numbers.map(Math.abs));
  return Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(largest))));
}

/** Empty for a missing value. A number that would be rounded to zero keeps three digits. */
function formatCell(value: unknown, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (!isNumber(value)) return String(value);
  const lost = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  return lost ? value.toPrecision(3) : value.toFixed(decimals);
}
