/** The names of the baselines in the place of a method. */
export const baselineNames = ['chance', 'bag-of-words', 'full-model'] as const;

export type BaselineName = (typeof baselineNames)[number];

/** Whether a row is that of a baseline, and not of a method. */
export const isBaseline = ({ method }: { readonly method: string }): boolean =>
  baselineNames.some((name) => name === method);
