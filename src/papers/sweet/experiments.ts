/** The experiments of the SWEET paper (Rotem et al. 2023). */
import { readConflict } from '../../experiments/conflictFile';
import { conflictPlan, runLookedInto } from '../../experiments/conflicts';
import { cells, type Experiment, experimentOf } from '../../experiments/experiment';
import { packGradients } from '../../experiments/gradients';
import { berxit, earlyExit, learningMethods, methods, sweet } from '../../methods';
import type { RunRecord } from '../../types';

const sweetExperiment = (about: Experiment): Experiment => experimentOf('sweet', about);

/** The three methods; examples leave by confidence. */
export const comparison = sweetExperiment({
  name: 'comparison',
  about: 'Tables 1 and 3, Fig. 4, 5, 6 and 10',
  runs: (profile) => cells(profile, methods),
});

/** The three methods with gates that learn when to leave. */
export const learnedExits = sweetExperiment({
  name: 'learned-exits',
  about: 'Table 4, Fig. 7',
  runs: (profile) => cells(profile, learningMethods),
});

/** BERxiT, whose paper introduced learning to exit. */
export const berxitRuns = sweetExperiment({
  name: 'berxit',
  about: 'beside Fig. 7',
  runs: (profile) => cells(profile, [berxit]),
});

/** The three methods with several training sizes of one task. */
export const dataSizes = sweetExperiment({
  name: 'data-sizes',
  about: 'Fig. 8',
  runs: (profile) =>
    profile.sizes.flatMap((trainSize) =>
      cells({ ...profile, tasks: [profile.sizeTask], trainSize }, methods),
    ),
});

/** The three methods at every learning rate of the search. */
export const learningRateSearch = sweetExperiment({
  name: 'learning-rates',
  about: 'Table 2',
  runs: (profile) =>
    profile.learningRates.flatMap((rate) => cells({ ...profile, learningRate: () => rate }, methods)),
});

/**
 * Early-Exit and SWEET with snapshots of their weights during training, to measure the gradients of the exits. The
 * task has the form of MNLI, as in the paper, if the profile has such a task; else it is the first task.
 */
export const conflicts = sweetExperiment({
  name: 'conflicts',
  about: 'Fig. 3 and 9',
  runs(profile) {
    const { tasks, sizeTask } = profile;
    const task = tasks.includes(sizeTask) ? sizeTask : tasks[0];
    const snapshots = conflictPlan(profile).steps.filter((step) => step > 0);
    return cells({ ...profile, tasks: [task] }, [earlyExit, sweet]).map((options) => ({
      ...options,
      snapshots,
    }));
  },
  train: runLookedInto,
  isDone: (folder) => readConflict(folder) !== null,
  pack: packGradients,
});

/**
 * The wiring of exits and the examples seen, where paper and published code differ: a pooler for each exit and random
 * examples, as in the paper; one pooler; one pooler and the first rows, as in the code.
 */
export const wirings = sweetExperiment({
  name: 'wirings',
  about: 'paper against code',
  runs: (profile) =>
    [
      { pooler: 'per-exit', subset: 'random' } as const,
      { pooler: 'shared', subset: 'random' } as const,
      { pooler: 'shared', subset: 'first' } as const,
    ].flatMap((wiring) =>
      cells({ ...profile, tasks: profile.tasks.slice(0, 1) }, [earlyExit, sweet]).map((options) => ({
        ...options,
        ...wiring,
      })),
    ),
});

/** The column of a run of `wirings`: `one pooler, first rows`. */
export const wiringOf = ({ config }: RunRecord): { readonly wiring: string } => ({
  wiring:
    `${config.pooler === 'shared' ? 'one pooler for all' : 'one pooler per exit'}, ` +
    (config.subset === 'first' ? 'first rows' : 'rows at random'),
});

export const sweetExperiments: readonly Experiment[] = [
  comparison,
  learnedExits,
  berxitRuns,
  dataSizes,
  learningRateSearch,
  conflicts,
  wirings,
];
