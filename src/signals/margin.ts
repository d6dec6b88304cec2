import type { ExitReading, ExitSignal } from '../types';
import { requireClasses } from './softmax';

/**
 * Leave when the two largest class probabilities are at least the threshold apart: p_(1) - p_(2) >= t, in [0, 1] (CALM,
 * Schuster et al. 2022; the gap of the top two). With two classes it orders examples as confidence does, because it is
 * 2·p_(1) - 1.
 */
export const margin: ExitSignal = {
  name: 'margin',
  paper: 'CALM (Schuster et al. 2022)',
  exitsWhen: 'score >= threshold',
  range: () => [0, 1],
  score: (reached) => topTwoGap(reached[reached.length - 1]),
};

/** (1 - exp(z_(2) - z_(1))) / Σ_c exp(z_c - z_(1)), with the logits z_(1) >= z_(2) >= ... */
function topTwoGap({ logits }: ExitReading): number {
  requireClasses(logits.length, 'margin');
  let [first, second] = [-Infinity, -Infinity];
  for (let c = 0; c < logits.length; c++) {
    if (logits[c] > first) [first, second] = [logits[c], first];
    else second = Math.max(second, logits[c]);
  }
  let sum = 0;
  for (let c = 0; c < logits.length; c++) sum += Math.exp(logits[c] - first);
  return (1 - Math.exp(second - first)) / sum;
}
