import { calibratedConfidence } from '../policies/confidence';
import type { ExitPolicy, RunConfig } from '../types';
import { labMethod } from './labMethod';
import { rememberedPolicy } from './remembered';

/**
 * How a run's method lets examples leave: its own paper's way. For a method of a person's own that this process has not
 * seen, calibrated confidence.
 */
export const policyOf = ({ method, constants }: Pick<RunConfig, 'method' | 'constants'>): ExitPolicy =>
  rememberedPolicy(method) ?? labMethod(method, constants)?.decides ?? calibratedConfidence;
