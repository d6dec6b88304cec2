import { type Difference, groupBy, type SumOfScores } from '../analysis';
import { methodTitle } from '../figures';

/**
 * Rows for `showTable` from `exitMeans`: a row for each method, a column for each exit, the score in percent with its
 * 95% interval over seeds and examples: `83.1 (82.0 to 84.2)`; without the interval if there is one seed.
 */
export function scoreTable(rows: readonly Difference[], place = 'exit after block') {
  return groupBy(rows, ({ name }) => [name]).map((group) => ({
    method: methodTitle(group[0].name),
    ...Object.fromEntries(group.map((row): [string, string] => [`${place} ${row.x}`, percentText(row)])),
  }));
}

/** `83.1 (82.0 to 84.2)`: a score in percent and its 95% interval; empty for a missing value. */
export function percentText({ mean, low, high }: Pick<SumOfScores, 'mean' | 'low' | 'high'>): string {
  const [text, ...bounds] = [mean, low, high].map((value) =>
    value === null ? '' : (100 * value).toFixed(1),
  );
  return bounds.includes('') ? text : `${text} (${bounds.join(' to ')})`;
}
