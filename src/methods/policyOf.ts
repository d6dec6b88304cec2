import { calibratedConfidence } from '../policies/confidence';
import { quantilePolicy } from '../policies/quantile';
import { coseeSignals } from '../signals';
import type { Constants, ExitPolicy, RunConfig } from '../types';
import { labMethod } from './labMethod';
import { rememberedPolicy } from './remembered';

/**
 * The exit policy of a run's method: the policy of its paper. For a custom method that this process does not know, it
 * is the signal in its constants with thresholds at quantiles, or calibrated confidence.
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
