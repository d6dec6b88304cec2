import { LabError } from '../errors';

const { exp, fround } = Math;

/** Throws LabError for regression, where an exit has one logit and no class probabilities. `what` names the signal. */
export function requireClasses(classes: number, what: string): void {
  if (classes >= 2) return;
  throw new LabError(
    `${what} needs class probabilities: expected 2 or more logits for each exit, got ${classes} (regression); ` +
      'choose a method with gates, such as early-exit-lte or berxit, ' +
      'and decide by learnedCertainty or learnedUncertainty',
  );
}

/**
 * max_c exp(z_c - m) / Σ_c exp(z_c - m) = 1 / Σ_c exp(z_c - m) with m = max z. Every step is rounded to float32.
 * Throws LabError for a single logit.
 */
export function maxSoftmax(logits: ArrayLike<number>): number {
  requireClasses(logits.length, 'confidence');
  let max = -Infinity;
  for (let c = 0; c < logits.length; c++) max = Math.max(max, logits[c]);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) sum = fround(sum + fround(exp(fround(logits[c] - max))));
  return fround(1 / sum);
}
