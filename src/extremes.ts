/** The maximum and the minimum of any number of values. Math.max and Math.min accept only about 100,000 arguments. */

export const largestOf = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

export const leastOf = (values: readonly number[]): number =>
  values.reduce((few, value) => Math.min(few, value), Number.POSITIVE_INFINITY);
