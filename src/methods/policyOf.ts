import { calibratedConfidence } from '../policies/confidence';
import { quantilePolicy } from '../policies/quantile';
import { coseeSignals } from '../signals';
import type { Constants, ExitPolicy, RunConfig } from '../types';
import { labMethod } from './labMethod';
import { rememberedPolicy } from './remembered';

/**
 * How a run's method lets examples leave: its own paper's way. For a method of a person's own that this process has not
 * seen, the signal that its constants name, at quantiles of its scores, or calibrated confidence.
 */
export const policyOf = ({ method, constants }: Pick<RunConfig, 'method' | 'constants'>): ExitPolicy =>
  rememberedPolicy(method) ??
  labMethod(method, constants)?.decides ??
  signalPolicy(constants?.signal) ??
  calibratedConfidence;

function signalPolicy(signal: Constants[string] | undefined): ExitPolicy | null {
  const found = coseeSignals.find(({ name }) => name === signal);
  return found ? quantilePolicy(found) : null;
}
