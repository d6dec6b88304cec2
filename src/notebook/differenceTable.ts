import type { Difference, SumOfScores } from '../analysis';
import { points } from '../claims';

/** `+5.6 (+4.0 to +7.2)`: a fraction as points with a sign, and its 95% interval; empty for a missing value. */
export function pointsText({ mean, low, high }: Pick<SumOfScores, 'mean' | 'low' | 'high'>): string {
  if (mean === null) return '';
  const interval = low === null || high === null ? '' : ` (${points(100 * low)} to ${points(100 * high)})`;
  return points(100 * mean) + interval;
}

/** Rows for `showTable`: a row for each exit, a column for each named difference, in points with 95% intervals. */
export function differenceTable(rows: readonly Difference[], place = 'exit after block') {
  const places = [...new Set(rows.map(({ x }) => x))];
  return places.map((x) => ({
    [place]: x,
    ...Object.fromEntries(
      rows.filter((row) => row.x === x).map((row): [string, string] => [row.name, pointsText(row)]),
    ),
  }));
}
