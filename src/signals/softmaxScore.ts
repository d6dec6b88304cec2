import { atTemperature, type LogitSignal } from './formula';

/** The softmax score at any temperature; see `softmaxScore`. */
export const softmaxScoreSignal: LogitSignal = {
  name: 'softmax',
  paper: 'Schwartz et al. 2020; COSEE (He et al. 2025), section 5.2',
  exitsWhen: 'score > threshold',
  range: (classes) => [1 / classes, 1],
  formula: ({ spread }, { times, exp }) => exp(times(spread, -1)),
};

/**
 * Leave when the largest class probability is above the threshold: max_c p_c with p = softmax(f / T), in [1/C, 1]. A
 * high score means an easy example. SWEET's `confidence` is the same number, but it also leaves at equality.
 */
export const softmaxScore = atTemperature(softmaxScoreSignal, 1);
