import { quantileThresholds } from '../analysis/thresholds';
import { requireClasses } from '../signals/softmax';
import { softmaxScore } from '../signals/softmaxScore';
import type { ExitPolicy, ExitReading } from '../types';

/**
 * The exits reached answer together, by the geometric mean of their probabilities: logits_c = 1/m Σ_{k<=m} log p_k(c).
 * It is Zero Time Waste's ensemble (Wołczyk et al. 2021) with equal weights and no bias, so it needs no training and
 * serves every method. An example leaves when the largest probability of the ensemble is above the threshold.
 */
export const geometricEnsemble: ExitPolicy = {
  name: 'geometric-ensemble',
  title: 'geometric mean of the exits reached',
  signal: softmaxScore,
  thresholds: (record) => quantileThresholds(record, softmaxScore),
  answer: meanLogProbabilities,
};

function meanLogProbabilities(reached: readonly ExitReading[]): Float64Array {
  const mean = new Float64Array(reached[0].logits.length);
  requireClasses(mean.length, 'geometric-ensemble');
  for (const { logits } of reached) {
    let [largest, sum] = [-Infinity, 0];
    for (let c = 0; c < mean.length; c++) largest = Math.max(largest, logits[c]);
    for (let c = 0; c < mean.length; c++) sum += Math.exp(logits[c] - largest);
    for (let c = 0; c < mean.length; c++) mean[c] += (logits[c] - largest - Math.log(sum)) / reached.length;
  }
  return mean;
}
