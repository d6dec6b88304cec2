/** Makes validation examples of the training examples, if a person's data has none. */
import { createHash } from 'node:crypto';
import { groupBy } from '../analysis/groups';
import type { RawRow } from './types';

/** The part of the rows that become validation examples. */
export const VALIDATION_SHARE = 0.1;

/** The same for rows with the same texts. It decides where a row goes, so the order of the file does not matter. */
export const digestOf = ({ texts }: RawRow): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('base64');

/**
 * Which rows become validation examples: a tenth of each stratum, those with the smallest digests of their texts. So
 * the split depends on the content alone. Rows of a stratum with the same texts stay together. A stratum of one text
 * is trained on.
 */
export function validationRows(rows: readonly RawRow[], stratumOf: (row: RawRow) => string): Set<RawRow> {
  const chosen = new Set<RawRow>();
  for (const stratum of groupBy(rows, (row) => [stratumOf(row)])) {
    const sorted = stratum
      .map((row) => ({ row, digest: digestOf(row) }))
      .sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0));
    const last = sorted[sorted.length - 1].digest;
    const wanted = Math.max(1, Math.round(stratum.length * VALIDATION_SHARE));
    for (const [i, { row, digest }] of sorted.entries()) {
      const isNew = i === 0 || digest !== sorted[i - 1].digest;
      if (digest === last || (isNew && i >= wanted)) break;
      chosen.add(row);
    }
  }
  return chosen;
}
