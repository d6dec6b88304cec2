import { atTemperature, type LogitSignal } from './formula';

/** The normalised entropy at any temperature: see `entropy`. */
export const entropySignal: LogitSignal = {
  name: 'entropy',
  paper: 'DeeBERT (Xin et al. 2020); COSEE (He et al. 2025), section 5.2',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  formula: ({ spread, mean }, { sub, times }, { classes }) => times(sub(spread, mean), 1 / Math.log(classes)),
};

/**
 * Leave when the normalised entropy is below the threshold: H(p) / ln C with p = softmax(f / T), in [0, 1]. Low is easy.
 * COSEE (section 5.2) leaves the division by ln C to its code.
 */
export const entropy = atTemperature(entropySignal, 1);
