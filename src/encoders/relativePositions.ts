/** The rows of a table of relative embeddings, which has 2·span rows. */

/** The row of a distance: the distance + span, within the table. */
export interface Distances {
  /** P, the largest number of tokens. */
  readonly positions: number;
  readonly span: number;
  /** The bucket of a distance. */
  bucket(distance: number): number;
}

/** The rows of the distances P, P - 1, .., 1 - P, int32 [2P]. */
export const rowsOfDistances = ({ positions: P, span, bucket }: Distances): Int32Array =>
  Int32Array.from({ length: 2 * P }, (_, c) => Math.min(Math.max(bucket(P - c) + span, 0), 2 * span - 1));

/**
 * Buckets whose width grows with the distance (DeBERTa v2): with m = buckets/2, distances up to m have buckets of their
 * own, and others the bucket ⌈log(|d|/m)/log((most - 1)/m)·(m - 1)⌉ + m, with the sign of d. Numbers are rounded to
 * float32 as in PyTorch, because ⌈⌉ may turn on it.
 */
export function logBucket(buckets: number, most: number): (distance: number) => number {
  const middle = Math.floor(buckets / 2);
  const log = (x: number) => Math.fround(Math.log(Math.fround(x)));
  const whole = log((most - 1) / middle);
  return (distance) => {
    const far = Math.abs(distance);
    if (far <= middle) return distance;
    const share = Math.fround(log(far / middle) / whole);
    return Math.sign(distance) * (Math.ceil(Math.fround(share * (middle - 1))) + middle);
  };
}
