import { quantileThresholds } from '../analysis/thresholds';
import type { ExitPolicy, ExitSignal } from '../types';

/**
 * A policy for any signal without calibration, with thresholds at quantiles of its scores. It suits signals whose
 * useful range is narrow or unknown.
 */
export const quantilePolicy = (signal: ExitSignal, count?: number): ExitPolicy =>
  atQuantiles(
    { name: signal.name.replaceAll(' ', '-'), title: signal.name, signal, thresholds: () => [] },
    count,
  );

const AT_QUANTILES = ', thresholds at quantiles of its scores';

/** The policy with thresholds at quantiles of its scores, so that its curve covers every speed-up. */
export const atQuantiles = (policy: ExitPolicy, count?: number): ExitPolicy => ({
  ...policy,
  title: policy.title.endsWith(AT_QUANTILES) ? policy.title : `${policy.title}${AT_QUANTILES}`,
  thresholds: (record) => quantileThresholds(record, policy.signal, count),
});
