/** How exits are decided along a trade-off curve: which signal, at which thresholds, calibrated how. */
import { confidence, coseeSignals, energy } from '../signals';
import { learnedCertainty, learnedUncertainty } from '../signals/gate';
import type { ExitRecord, ExitSignal, RunConfig } from '../types';
import { gatesInRange } from './gateRange';
import { evaluationSetTemperatures, heldOutTemperatures, scaleLogits } from './temperature';
import { confidenceThresholds, linspace, quantileThresholds } from './thresholds';

export interface ExitPolicy {
  readonly title: string;
  readonly signal: ExitSignal;
  /** Those of a curve, for a record of so many classes. */
  thresholds(record: ExitRecord): readonly number[];
  /** The record with signals that mean the same at every exit; the seed is that of the run. */
  calibrate(record: ExitRecord, seed: number): ExitRecord;
}

/** Confidence as it comes, at SWEET's eleven thresholds from 1/C to 1 (§3.3). */
export const plainConfidence: ExitPolicy = {
  title: 'confidence, not calibrated',
  signal: confidence,
  thresholds: ({ classes }) => confidenceThresholds(classes),
  calibrate: (record) => record,
};

/** Confidence with temperatures fitted on the other half of the examples. */
export const calibratedConfidence: ExitPolicy = {
  ...plainConfidence,
  title: 'confidence, temperatures from the other half',
  calibrate: (record, seed) => scaleLogits(record, heldOutTemperatures(record, seed)),
};

/** SWEET's own way (appendix A): temperatures fitted on the very examples that are scored. */
export const papersConfidence: ExitPolicy = {
  ...plainConfidence,
  title: 'confidence, temperatures from the evaluation set',
  calibrate: (record) => scaleLogits(record, evaluationSetTemperatures(record)),
};

/** Learning to exit (SWEET §5): what the gates say as it comes, at eleven thresholds from 0 to 1. */
export const learnedExit: ExitPolicy = {
  title: 'learning to exit',
  signal: learnedCertainty,
  thresholds: () => linspace(0, 1, 11),
  calibrate: (record) => record,
};

/** The published code's way: each exit's gates stretched to [0, 1] by their range on the evaluation set. */
export const stretchedExit: ExitPolicy = {
  ...learnedExit,
  title: 'learning to exit, gates stretched to [0, 1]',
  calibrate: gatesInRange,
};

/** BERxiT's own rule (Xin et al. 2021): leave where the shared gate is sure enough that the exit is not wrong. */
export const uncertainExit: ExitPolicy = {
  ...learnedExit,
  title: 'learned uncertainty',
  signal: learnedUncertainty,
};

/** Any signal as it comes, at quantiles of its own scores: for one whose useful range is narrow or unknown. */
export const quantilePolicy = (signal: ExitSignal, count?: number): ExitPolicy =>
  atQuantiles({ title: signal.name, signal, thresholds: () => [], calibrate: (record) => record }, count);

const AT_QUANTILES = ', thresholds at quantiles of its scores';

/** A policy at quantiles of its own scores, so that it can be read at any speed-up. */
export const atQuantiles = (policy: ExitPolicy, count?: number): ExitPolicy => ({
  ...policy,
  title: policy.title.endsWith(AT_QUANTILES) ? policy.title : `${policy.title}${AT_QUANTILES}`,
  thresholds: (record) => quantileThresholds(record, policy.signal, count),
});

/**
 * How the method of a run lets examples leave: BERxiT by the uncertainty that its gate learned, methods with gates by those, COSEE
 * by the signal that it was trained with (without both of its parts, by the energy), all others by calibrated confidence.
 */
export function policyOf({ method, constants }: Pick<RunConfig, 'method' | 'constants'>): ExitPolicy {
  if (method === 'berxit') return uncertainExit;
  if (method.endsWith('-lte')) return learnedExit;
  const own = coseeSignals.find(({ name }) => name === constants?.signal);
  if (own) return quantilePolicy(own);
  return /^vanilla\b/.test(method) ? quantilePolicy(energy) : calibratedConfidence;
}
