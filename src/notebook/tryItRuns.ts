import type { Experiment } from '../experiments/experiment';
import { firstCosee } from '../papers/cosee/firstCosee';

/** The experiments that a reader trains, by notebook, where these are not all that the notebook reads. */
export const tryItExperiments: { readonly [notebook: string]: readonly Experiment[] } = {
  7: [firstCosee],
  8: [firstCosee],
};
