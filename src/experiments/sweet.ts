/** The runs behind the tables and figures of the SWEET paper (Rotem et al. 2023). */
import { berxit, earlyExit, learningMethods, methods, sweet } from '../methods';
import { conflictPlan, readConflict, runLookedInto } from './conflicts';
import { cells, type Experiment, variants } from './experiment';
import type { Profile } from './profiles';

/** The three methods, exits decided by confidence. */
export const comparison: Experiment = {
  name: 'comparison',
  about: 'Tables 1 and 3, Fig. 4, 5, 6 and 10',
  runs: (profile) => cells(profile, methods),
};

const gated = (profile: Profile): Profile => ({ ...variants(profile), ...profile.recipes.gates });

/** The three methods with gates that learn when to leave. */
export const learnedExits: Experiment = {
  name: 'learned-exits',
  about: 'Table 4, Fig. 7',
  runs: (profile) => cells(gated(profile), learningMethods),
};

/** BERxiT, whose gate learning to exit is after. */
export const berxitRuns: Experiment = {
  name: 'berxit',
  about: 'beside Fig. 7',
  runs: (profile) => cells(gated(profile), [berxit]),
};

/** The three methods at growing training sizes of one task. */
export const dataSizes: Experiment = {
  name: 'data-sizes',
  about: 'Fig. 8',
  runs: (profile) =>
    profile.sizes.flatMap((trainSize) =>
      cells(
        { ...variants(profile), ...profile.recipes.sizes, tasks: [profile.sizeTask], trainSize },
        methods,
      ),
    ),
};

/** The three methods at every learning rate of the search. */
export const learningRateSearch: Experiment = {
  name: 'learning-rates',
  about: 'Table 2',
  runs: (profile) =>
    profile.learningRates.flatMap((rate) =>
      cells({ ...variants(profile), learningRate: () => rate }, methods),
    ),
};

/**
 * Early-Exit and SWEET with their weights kept along training, for the gradients of the exits: on the task of the form of
 * MNLI, as in the paper, where it is among the profile's, else on the first.
 */
export const conflicts: Experiment = {
  name: 'conflicts',
  about: 'Fig. 3 and 9',
  runs(profile) {
    const { tasks, seeds, sizeTask } = profile;
    const task = tasks.includes(sizeTask) ? sizeTask : tasks[0];
    const snapshots = conflictPlan(profile).steps.filter((step) => step > 0);
    const one = { ...profile, tasks: [task], seeds: seeds.slice(0, 1) };
    return cells(one, [earlyExit, sweet]).map((options) => ({ ...options, snapshots }));
  },
  train: runLookedInto,
  isDone: (folder) => readConflict(folder) !== null,
};

const oneTask = (profile: Profile): Profile => ({
  ...variants({ ...profile, variantTasks: profile.variantTasks.slice(0, 1) }),
  ...profile.recipes.wirings,
});

/**
 * Where paper and published code differ in how exits are wired and which examples are seen: a pooler for each exit and
 * examples at random, as the paper says; one pooler; one pooler and the first rows, as the code does.
 */
export const wirings: Experiment = {
  name: 'wirings',
  about: 'paper against code',
  runs: (profile) =>
    [
      { pooler: 'per-exit', subset: 'random' } as const,
      { pooler: 'shared', subset: 'random' } as const,
      { pooler: 'shared', subset: 'first' } as const,
    ].flatMap((wiring) =>
      cells(oneTask(profile), [earlyExit, sweet]).map((options) => ({ ...options, ...wiring })),
    ),
};

export const sweetExperiments: readonly Experiment[] = [
  comparison,
  learnedExits,
  berxitRuns,
  dataSizes,
  learningRateSearch,
  conflicts,
  wirings,
];
