import { LabError } from '../errors';

const { exp, fround } = Math;

/** Refuses, for `what`, exits that answer a number: one logit has no probabilities. */
export function requireClasses(classes: number, what: string): void {
  if (classes >= 2) return;
  throw new LabError(
    `${what} needs class probabilities: expected 2 or more logits an exit, got ${classes}, so it answers a number; ` +
      'choose a method with gates, such as early-exit-lte or berxit, ' +
      'and decide by learnedCertainty or learnedUncertainty',
  );
}

/** max_c exp(z_c - m) / sum_c exp(z_c - m) with m = max z, so 1 / sum: every step rounded to float32. Refuses a single logit. */
export function maxSoftmax(logits: ArrayLike<number>): number {
  requireClasses(logits.length, 'confidence');
  let max = -Infinity;
  for (let c = 0; c < logits.length; c++) max = Math.max(max, logits[c]);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) sum = fround(sum + fround(exp(fround(logits[c] - max))));
  return fround(1 / sum);
}
