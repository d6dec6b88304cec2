import { atTemperature, type LogitSignal } from './formula';

/** The normalised entropy at any temperature; see `entropy`. */
export const entropySignal: LogitSignal = {
  name: 'entropy',
  paper: 'DeeBERT (Xin et al. 2020); COSEE (He et al. 2025), section 5.2',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  formula: ({ spread, mean }, { sub, times }, { classes }) => times(sub(spread, mean), 1 / Math.log(classes)),
};

/**
 * Leave when the normalised entropy is below the threshold: H(p) / ln C with p = softmax(f / T), in [0, 1]. A low
 * entropy means an easy example. The division by ln C is in COSEE's code and not in its section 5.2.
 */
export const entropy = atTemperature(entropySignal, 1);
