/** The colours of values about a middle: brown below, white at it, blue above. */
import { largestOf } from '../extremes';

const [BELOW, MIDDLE, ABOVE] = ['#B35806', '#F7F7F7', '#2166AC'];

/**
 * The scale that just holds some values, alike on both sides of the middle, and its end rounded up to a multiple of
 * `step`. Beyond `dark` from the middle a cell wants white text.
 */
export function diverging(values: readonly (number | null)[], middle: number, step: number) {
  const far = values.flatMap((value) => (value === null ? [] : Math.abs(value - middle)));
  const reach = step * Math.max(1, Math.ceil(largestOf([0, ...far]) / step - 1e-9));
  const domain = [middle - reach, middle, middle + reach].map((end) => Number(end.toFixed(6)));
  return {
    scale: { domain, range: [BELOW, MIDDLE, ABOVE] },
    ticks: [domain[0], middle - reach / 2, middle, middle + reach / 2, domain[2]],
    dark: 0.8 * reach,
  };
}

/** How much of the colour of an end a shade has at most, so that black text stays legible on it. */
const DEEPEST = 0.6;

/** The shade behind a text, from the middle at 0 to the ends at -1 and 1, `#rrggbb`. */
export function shadeOf(value: number): string {
  const share = DEEPEST * Math.min(1, Math.abs(value));
  const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  const [from, to] = [channels(MIDDLE), channels(value < 0 ? BELOW : ABOVE)];
  const mixed = from.map((channel, i) => Math.round(channel + share * (to[i] - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
