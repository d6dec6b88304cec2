import type { EqualLengthRow } from './equalLength';
import { groupBy } from './groups';

/** Differences between two levels as means over tasks. */
export interface MeanEqualLength extends Omit<EqualLengthRow, 'task' | 'examples'> {
  /** The tasks where both levels share lengths; only these are averaged. */
  readonly tasks: number;
}

/**
 * The rows of `equalLength` as means over the tasks where both levels share lengths, for each method, exit and pair of
 * levels. The half-width of the mean of T tasks is sqrt(sum_t a_t^2) / T. Null if no task has such lengths.
 */
export function meanEqualLength(rows: readonly EqualLengthRow[]): MeanEqualLength[] {
  return groupBy(rows, ({ method, x, easier, harder }) => [method, x, easier, harder]).map((group) => {
    const { method, x, easier, harder } = group[0];
    const shared = group.flatMap(({ equalLength, low, high, anyLength }) =>
      equalLength === null || low === null || high === null
        ? []
        : [{ equalLength, anyLength, half: (high - low) / 2 }],
    );
    const tasks = shared.length;
    const mean = (
      of: 'equalLength' | 'anyLength',
      some: readonly { readonly [name in typeof of]: number }[],
    ) => some.reduce((sum, row) => sum + row[of], 0) / some.length;
    const names = { method, x, easier, harder, tasks };
    if (tasks === 0) {
      const anyLength = group.reduce((sum, row) => sum + row.anyLength, 0) / group.length;
      return { ...names, anyLength, equalLength: null, low: null, high: null };
    }
    const equalLength = mean('equalLength', shared);
    const half = Math.hypot(...shared.map((row) => row.half)) / tasks;
    const anyLength = mean('anyLength', shared);
    return { ...names, anyLength, equalLength, low: equalLength - half, high: equalLength + half };
  });
}
