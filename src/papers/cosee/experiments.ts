/** The experiments of the COSEE paper (He et al. 2025). All runs have an exit after every block. */
import { packCurves } from '../../experiments/curves';
import { cells, type Experiment, experimentOf } from '../../experiments/experiment';
import type { Profile } from '../../experiments/profiles';
import { taskLike } from '../../experiments/taskLike';
import { isReadOverTraining, packReadings, runReadOverTraining } from '../../experiments/trainingReadings';
import { truncatedRuns } from '../../experiments/truncated';
import { cosee, coseeParts, otherMethods, sweet, sweetRouted, vanilla, withOwnConstant } from '../../methods';
import { coseeSignals } from '../../signals';
import { atEveryBlock } from './everyBlock';

const coseeExperiment = ({ runs, ...about }: Experiment): Experiment =>
  experimentOf('cosee', { ...about, runs: (profile) => runs(atEveryBlock(profile)) });

/** Vanilla, sample weighting alone, calibration alone and both, with the energy. */
export const ablation = coseeExperiment({
  name: 'ablation',
  about: 'Fig. 1, 3, 4, 5 and 6, Table 2',
  runs: (profile) => cells(profile, [vanilla, ...coseeParts(profile.cosee)]),
  pack: packCurves,
});

/** COSEE with each of its three signals, and vanilla. */
export const signalComparison = coseeExperiment({
  name: 'signals',
  about: 'COSEE with energy, entropy and softmax score: Fig. 8 and 9',
  runs: (profile) =>
    cells(profile, [vanilla, ...coseeSignals.map((signal) => cosee({ signal, ...profile.cosee }))]),
});

/** Sample weighting alone and calibration alone, with entropy and softmax score. */
export const signalParts = coseeExperiment({
  name: 'signal-parts',
  about: 'each part of COSEE with entropy and softmax score: Fig. 8 and 9',
  runs: (profile) =>
    cells(
      profile,
      coseeSignals.slice(1).flatMap((signal) => coseeParts({ signal, ...profile.cosee }).slice(0, 2)),
    ),
});

/** SST-2, or the task of a profile that is most like it: the task of Fig. 7 and of the published script. */
const onSst2 = (profile: Profile): Profile => ({ ...profile, tasks: [taskLike('sst-2', profile.tasks)] });

/** COSEE on the task of Fig. 7, and the outputs of its exits on training examples. */
export const consistency = coseeExperiment({
  name: 'consistency',
  about: 'Fig. 7',
  runs: (profile) => cells(onSst2(profile), [cosee(profile.cosee)]),
  train: runReadOverTraining,
  isDone: isReadOverTraining,
  pack: packReadings,
});

/** COSEE with every β_0 of the search: from nearly equal weights to nearly one exit for each example. */
export const sharpness = coseeExperiment({
  name: 'sharpness',
  about: 'beside Fig. 4: COSEE with several β_0',
  runs: (profile) =>
    cells(
      onSst2(profile),
      (profile.search.beta0 ?? [profile.cosee.beta0]).map((beta0) => cosee({ ...profile.cosee, beta0 })),
    ),
});

/** SWEET's gradient routing and COSEE's sample weighting: neither, each alone, both. */
export const together = coseeExperiment({
  name: 'together',
  about: 'beyond both papers',
  runs(profile) {
    const own = cosee(profile.cosee);
    return cells(profile, [vanilla, sweetRouted(vanilla), own, sweetRouted(own)]);
  },
});

/**
 * The systems to compare at equal cost, those of Table 2 and others: the whole encoder with one exit, its first half
 * with one exit, vanilla, SWEET, COSEE, and every method of another paper.
 */
export const systems = coseeExperiment({
  name: 'systems',
  about: 'Table 2, and the field',
  runs(settings) {
    const depth = settings.exits.length;
    const alone = truncatedRuns(settings, [depth, Math.floor(depth / 2)]);
    const others = otherMethods.map((method) => withOwnConstant(method, settings.ownConstants));
    return [...alone, ...cells(settings, [vanilla, sweet, cosee(settings.cosee), ...others])];
  },
});

/** COSEE with every α, β_0, learning rate and batch size of the search. */
export const coseeSearch = coseeExperiment({
  name: 'cosee-search',
  about: "COSEE's constants, §4.3",
  runs(profile) {
    const {
      alpha: alphas = [],
      beta0: beta0s = [],
      learningRate,
      batch: batches = [profile.batch],
    } = profile.search;
    const tried = alphas.flatMap((alpha) => beta0s.map((beta0) => cosee({ alpha, beta0 })));
    const rated = learningRate?.map((rate) => ({ ...profile, learningRate: () => rate })) ?? [profile];
    return batches.flatMap((batch) => rated.flatMap((settings) => cells({ ...settings, batch }, tried)));
  },
});

export const coseeExperiments: readonly Experiment[] = [
  consistency,
  ablation,
  signalComparison,
  together,
  systems,
  signalParts,
  sharpness,
  coseeSearch,
];
