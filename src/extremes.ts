/** Math.max and Math.min of any number of numbers; these two take no more than some 100,000 arguments. */

export const largestOf = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

export const leastOf = (values: readonly number[]): number =>
  values.reduce((few, value) => Math.min(few, value), Number.POSITIVE_INFINITY);
