/** Rows of one shape as the lines of a Markdown table. Numbers are aligned to the right. */
export function toTable(rows: readonly object[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return columns.map((column) => values.get(column));
  });
  const numeric = columns.map((_, c) => cells.every((row) => row[c] === null || typeof row[c] === 'number'));
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    line(columns),
    line(numeric.map((isNumber) => (isNumber ? '--:' : '---'))),
    ...cells.map((row) => line(row.map(cellText))),
  ];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return String(value).replace(/\|/g, '\\|');
}
