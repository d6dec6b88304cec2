import { requireFinite } from '../finite';

/** Ranks from 1. Equal values share the mean of their ranks. Throws LabError for NaN or infinite numbers. */
export function ranks(values: ArrayLike<number>): Float64Array {
  requireFinite(values, 'what is ranked');
  const sorted = Float64Array.from(values).sort();
  return Float64Array.from(values, (value) => (below(sorted, value) + upTo(sorted, value) + 1) / 2);
}

/** The number of sorted values below a value. */
const below = (sorted: Float64Array, value: number): number => firstWith(sorted, (other) => other >= value);

/** The number of sorted values up to a value. */
const upTo = (sorted: Float64Array, value: number): number => firstWith(sorted, (other) => other > value);

/** The first index whose value has a property that all later values have; the length if there is none. */
function firstWith(sorted: Float64Array, has: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (has(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
