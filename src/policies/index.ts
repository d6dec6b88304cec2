import { LabError } from '../errors';
import { coseeSignals, margin } from '../signals';
import type { ExitPolicy } from '../types';
import { calibratedConfidence, plainConfidence, publishedCodeConfidence } from './confidence';
import { ensemblePolicy } from './ensemble';
import { learnedExit, stretchedExit, uncertainExit } from './gates';
import { geometricEnsemble } from './geometricEnsemble';
import { hashExit } from './hash';
import { patiencePolicy } from './patience';
import { policyNetExit } from './policyNet';
import { qExit } from './qExit';
import { atQuantiles, quantilePolicy } from './quantile';

export { answersBy } from './answers';
export { checkPolicy } from './checkPolicy';
export { gatesInRange } from './gateRange';
export {
  atQuantiles,
  calibratedConfidence,
  ensemblePolicy,
  geometricEnsemble,
  hashExit,
  learnedExit,
  patiencePolicy,
  plainConfidence,
  policyNetExit,
  publishedCodeConfidence,
  qExit,
  quantilePolicy,
  stretchedExit,
  uncertainExit,
};

/** The registry of policies. Commands accept their names. */
export const policies: readonly ExitPolicy[] = [
  plainConfidence,
  calibratedConfidence,
  publishedCodeConfidence,
  ...coseeSignals.map((signal) => quantilePolicy(signal)),
  learnedExit,
  stretchedExit,
  uncertainExit,
  patiencePolicy,
  ensemblePolicy,
  hashExit,
  quantilePolicy(margin),
  geometricEnsemble,
  qExit,
  policyNetExit,
];

/** The policy with this name. Throws LabError that lists the known names. */
export function policyByName(name: string): ExitPolicy {
  const found = policies.find((policy) => policy.name === name);
  if (found) return found;
  throw new LabError(
    `expected a policy among ${policies.map((policy) => policy.name).join(', ')}; got '${name}'`,
  );
}
