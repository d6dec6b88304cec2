import type { ExitSignal } from '../types';
import { maxSoftmax } from './softmax';

/**
 * Leave when the largest class probability reaches the threshold: max_c softmax(z_c) >= t. SWEET section 2
 * ("confidence-based"), after Schwartz et al. 2020. For temperatures, scale the logits of the record first
 * (`scaleLogits`).
 *
 * The probability is float32, as in the authors' code, so t = 1 can be reached. With two classes, a logit gap of 16.7
 * rounds to exactly 1 and a gap of 16.6 does not.
 */
export const confidence: ExitSignal = {
  name: 'confidence',
  paper: 'Schwartz et al. 2020; SWEET (Rotem et al. 2023), section 2',
  exitsWhen: 'score >= threshold',
  range: (classes) => [1 / classes, 1],
  score: (reached) => maxSoftmax(reached[reached.length - 1].logits),
};
