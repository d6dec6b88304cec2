/** How many points at each side a running mean takes in: the middle third of a line of about forty points. */
const REACH = 4;

/** The running mean of the losses of a line; at its ends over fewer points, as many on each side. */
export const smoothed = (line: readonly { readonly loss: number }[]): number[] =>
  line.map((_, i) => {
    const reach = Math.min(REACH, i, line.length - 1 - i);
    const near = line.slice(i - reach, i + reach + 1);
    return near.reduce((sum, { loss }) => sum + loss, 0) / near.length;
  });
