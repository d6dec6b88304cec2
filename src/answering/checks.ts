/** What is refused before a model is opened for answers. */
import { checkThresholds } from '../analysis/thresholds';
import { LabError } from '../errors';
import type { MultiExit } from '../exits';
import { policies } from '../policies';
import { checkPolicyOf } from '../runs/checkMethod';
import type { ExitPolicy } from '../types';
import type { AnswerOptions } from './types';

/** The number of examples that run together, if it is not given. */
export const BATCH = 32;

/** The options with defaults. Throws LabError for a policy, a threshold or a batch that cannot serve the model. */
export function checkedOptions(
  model: MultiExit,
  { policy, threshold, batch = BATCH }: AnswerOptions,
): Required<AnswerOptions> {
  requireAsItGoes(policy);
  checkPolicyOf(model, policy);
  checkThresholds([threshold], policy.signal, model.classes);
  if (Number.isInteger(batch) && batch >= 1) return { policy, threshold, batch };
  throw new LabError(`batch: expected a whole number of 1 or more, got ${batch}`);
}

/** Throws LabError for a policy that is calibrated on a whole evaluation set, which an answer does not have. */
export function requireAsItGoes({ name, calibrate, signal }: ExitPolicy): void {
  if (!calibrate) return;
  const plain = policies.find((policy) => !policy.calibrate && policy.signal === signal);
  throw new LabError(
    `policy: expected a policy that decides about each text as it comes, got ${name}, whose calibration is fitted on ` +
      `a whole evaluation set${plain ? `; use ${plain.name}` : '; use a policy without calibration'}`,
  );
}
