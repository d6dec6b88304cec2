import { createHash } from 'node:crypto';
import type { DrawnPaper } from '../../src/figures';

/**
 * What a paper says and shows, as far as it must stay: its verdicts in full, and a digest of the rows of each drawing.
 */
export interface PaperRows {
  readonly verdicts: readonly (readonly [verdict: string, detail: string])[];
  readonly rows: { readonly [drawing: string]: string };
}

export const paperRows = ({ claims, parts }: Pick<DrawnPaper, 'claims' | 'parts'>): PaperRows => ({
  verdicts: claims.map(({ verdict, detail }) => [verdict, detail]),
  rows: Object.fromEntries(
    parts.flatMap(({ drawings }) => drawings.map(({ name, rows }) => [name, digest(rows)])),
  ),
});

/** Numbers to six decimals, columns by their names; the columns of policies and of chance came later. */
function digest(rows: readonly object[]): string {
  const plain = rows.map((row) =>
    Object.entries(row)
      .filter(([column]) => column !== 'policy' && column !== 'floor')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash('sha256').update(JSON.stringify(plain, rounded)).digest('hex').slice(0, 16);
}

const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value);
