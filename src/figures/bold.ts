/** A mean over seeds and its standard deviation; null for one seed. */
interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

/**
 * Whether a row is ahead of every other row by more than the standard deviation of either. With one seed nothing is
 * known of the spread, so nothing leads.
 */
export const leads = (row: Spread, all: readonly Spread[]): boolean =>
  all.every(
    (other) =>
      other === row ||
      (row.sd !== null && other.sd !== null && row.mean - other.mean > Math.max(row.sd, other.sd)),
  ) && all.length > 1;
