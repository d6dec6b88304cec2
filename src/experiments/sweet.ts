/** The runs behind the tables and figures of the SWEET paper (Rotem et al. 2023). */
import { earlyExit, learningMethods, methods, sweet } from '../methods';
import type { RunOptions } from '../runs/config';
import type { Method } from '../types';
import { type Profile, profileRun } from './profiles';

/** Runs that answer a question together, on any profile. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  runs(profile: Profile): RunOptions[];
}

/** Every task and seed by every method, all of a seed before the next. */
function cells(profile: Profile, chosen: readonly Method[]): RunOptions[] {
  const { tasks, seeds } = profile;
  return seeds.flatMap((seed) =>
    tasks.flatMap((task) => chosen.map((method) => profileRun(profile, { method, task, seed }))),
  );
}

/** The three methods, exits decided by confidence. */
export const comparison: Experiment = {
  name: 'comparison',
  about: 'Tables 1 and 3, Fig. 4, 5, 6 and 10',
  runs: (profile) => cells(profile, methods),
};

/** The three methods with gates that learn when to leave. */
export const learnedExits: Experiment = {
  name: 'learned-exits',
  about: 'Table 4, Fig. 7',
  runs: (profile) => cells(profile, learningMethods),
};

/** The three methods at growing training sizes of one task. */
export const dataSizes: Experiment = {
  name: 'data-sizes',
  about: 'Fig. 8',
  runs: (profile) =>
    profile.sizes.flatMap((trainSize) =>
      cells({ ...profile, tasks: [profile.sizeTask], trainSize }, methods),
    ),
};

/** The three methods at every learning rate of the search. */
export const learningRateSearch: Experiment = {
  name: 'learning-rates',
  about: 'Table 2',
  runs: (profile) =>
    profile.learningRates.flatMap((rate) => cells({ ...profile, learningRate: () => rate }, methods)),
};

/** Models looked into along their training. */
const SNAPSHOTS = [50, 100, 200, 400];

/** Early-Exit and SWEET with their weights kept along training, for the gradients of the exits. */
export const conflicts: Experiment = {
  name: 'conflicts',
  about: 'Fig. 3 and 9',
  runs: (profile) =>
    cells({ ...profile, seeds: profile.seeds.slice(0, 1), tasks: [profile.sizeTask] }, [
      earlyExit,
      sweet,
    ]).map((options) => ({ ...options, snapshots: SNAPSHOTS })),
};

export const sweetExperiments: readonly Experiment[] = [
  comparison,
  learnedExits,
  dataSizes,
  learningRateSearch,
  conflicts,
];
