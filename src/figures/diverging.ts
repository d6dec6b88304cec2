/** The colours of values about a middle: brown below, white at it, blue above. */
import { largestOf } from '../extremes';

/**
 * The scale that just holds some values, alike on both sides of the middle, and its end rounded up to a multiple of
 * `step`. Beyond `dark` from the middle a cell wants white text.
 */
export function diverging(values: readonly (number | null)[], middle: number, step: number) {
  const far = values.flatMap((value) => (value === null ? [] : Math.abs(value - middle)));
  const reach = step * Math.max(1, Math.ceil(largestOf([0, ...far]) / step - 1e-9));
  const domain = [middle - reach, middle, middle + reach].map((end) => Number(end.toFixed(6)));
  return {
    scale: { domain, range: ['#B35806', '#F7F7F7', '#2166AC'] },
    ticks: [domain[0], middle - reach / 2, middle, middle + reach / 2, domain[2]],
    dark: 0.8 * reach,
  };
}
