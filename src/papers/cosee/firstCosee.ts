import { cells, type Experiment, experimentOf, oneRun } from '../../experiments/experiment';
import { cosee, vanilla } from '../../methods';
import { atEveryBlock } from './everyBlock';

/** Vanilla and COSEE with the energy on the first task and seed: what a reader of notebooks 7 and 8 trains. */
export const firstCosee: Experiment = experimentOf('cosee', {
  name: 'first-cosee',
  about: 'vanilla and COSEE on the first task and seed',
  runs: (profile) => cells(atEveryBlock(oneRun(profile)), [vanilla, cosee(profile.cosee)]),
});
