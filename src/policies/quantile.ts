import { quantileThresholds } from '../analysis/thresholds';
import type { ExitPolicy, ExitSignal } from '../types';

/** Any signal as it comes, at quantiles of its own scores: for one whose useful range is narrow or unknown. */
export const quantilePolicy = (signal: ExitSignal, count?: number): ExitPolicy => ({
  name: signal.name.replaceAll(' ', '-'),
  title: `${signal.name}, thresholds at quantiles of its scores`,
  signal,
  thresholds: (record) => quantileThresholds(record, signal, count),
});
