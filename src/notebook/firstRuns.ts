/** What the reader trains where a notebook looks at single runs: one task and one seed. */
import { cells, type Experiment, oneRun } from '../experiments/experiment';
import { earlyExit } from '../methods/earlyExit';
import { sweet } from '../methods/sweet';

export const firstEarlyExit: Experiment = {
  name: 'first-early-exit',
  about: 'Early-Exit on the first task and seed',
  runs: (profile) => cells(oneRun(profile), [earlyExit]),
};

export const firstConflicts: Experiment = {
  name: 'first-conflicts',
  about: 'Early-Exit and SWEET on the first task and seed',
  runs: (profile) => cells(oneRun(profile), [earlyExit, sweet]),
};
