const { exp, fround } = Math;

/** max_c exp(z_c - m) / sum_c exp(z_c - m) with m = max z, so 1 / sum: every step rounded to float32. */
export function maxSoftmax(logits: ArrayLike<number>): number {
  let max = -Infinity;
  for (let c = 0; c < logits.length; c++) max = Math.max(max, logits[c]);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) sum = fround(sum + fround(exp(fround(logits[c] - max))));
  return fround(1 / sum);
}
