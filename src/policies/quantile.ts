import { quantileThresholds } from '../analysis/thresholds';
import type { ExitPolicy, ExitSignal } from '../types';

/** Any signal as it comes, at quantiles of its own scores: for one whose useful range is narrow or unknown. */
export const quantilePolicy = (signal: ExitSignal, count?: number): ExitPolicy =>
  atQuantiles(
    { name: signal.name.replaceAll(' ', '-'), title: signal.name, signal, thresholds: () => [] },
    count,
  );

const AT_QUANTILES = ', thresholds at quantiles of its scores';

/** A policy at quantiles of its own scores, so that it can be read at any speed-up. */
export const atQuantiles = (policy: ExitPolicy, count?: number): ExitPolicy => ({
  ...policy,
  title: policy.title.endsWith(AT_QUANTILES) ? policy.title : `${policy.title}${AT_QUANTILES}`,
  thresholds: (record) => quantileThresholds(record, policy.signal, count),
});
