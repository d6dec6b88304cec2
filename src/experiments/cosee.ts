/** The runs behind the tables and figures of the COSEE paper (He et al. 2025), all with an exit after every block. */
import { berxit, cosee, coseeParts, earlyExit, sweetRouted, vanilla } from '../methods';
import { coseeSignals } from '../signals';
import { cells, type Experiment, variants } from './experiment';
import { everyBlock, type Profile } from './profiles';
import { isReadOverTraining, runReadOverTraining } from './trainingReadings';

/** COSEE's settings, for the first task and seed alone. */
const oneRun = (profile: Profile): Profile => {
  const every = everyBlock(profile);
  return { ...every, tasks: every.tasks.slice(0, 1), seeds: every.seeds.slice(0, 1) };
};

/** Vanilla, sample weighting alone, calibration alone and both, with the energy. */
export const ablation: Experiment = {
  name: 'ablation',
  about: 'Fig. 1, 3, 4, 5 and 6, Table 2',
  runs: (profile) => cells(everyBlock(profile), [vanilla, ...coseeParts()]),
};

/** COSEE with each of its three signals, and vanilla. */
export const signalComparison: Experiment = {
  name: 'signals',
  about: 'COSEE with energy, entropy and softmax score: Fig. 8 and 9',
  runs: (profile) =>
    cells(everyBlock(profile), [vanilla, ...coseeSignals.map((signal) => cosee({ signal }))]),
};

/** Sample weighting alone and calibration alone with the signals that the ablation leaves out. */
export const signalParts: Experiment = {
  name: 'signal-parts',
  about: 'each part of COSEE with entropy and softmax score: Fig. 8 and 9',
  runs: (profile) =>
    cells(
      everyBlock(profile),
      coseeSignals.slice(1).flatMap((signal) => coseeParts({ signal }).slice(0, 2)),
    ),
};

/** COSEE on the first task and seed, with what its exits say of training examples. */
export const consistency: Experiment = {
  name: 'consistency',
  about: 'Fig. 7',
  runs: (profile) => cells(oneRun(profile), [cosee()]),
  train: runReadOverTraining,
  isDone: isReadOverTraining,
};

/** COSEE on the first task and seed with a tenth of the published β_0, whose weights stay nearer to equal. */
export const milderWeights: Experiment = {
  name: 'milder-weights',
  about: 'beside Fig. 4: β_0 = 1',
  runs: (profile) => cells(oneRun(profile), [cosee({ beta0: 1 })]),
};

/** SWEET's routing of the gradients and COSEE's weighting of the samples: neither, each alone, both. */
export const together: Experiment = {
  name: 'together',
  about: 'beyond both papers',
  runs: (profile) =>
    cells(everyBlock(profile), [vanilla, sweetRouted(vanilla), cosee(), sweetRouted(cosee())]),
};

/** What Table 2 has beside COSEE and the lab too: the whole encoder and its first half, each with one exit, and BERxiT. */
export const systems: Experiment = {
  name: 'systems',
  about: 'Table 2',
  runs(profile) {
    const settings = everyBlock(profile);
    const depth = settings.exits.length;
    const alone = [depth, Math.floor(depth / 2)].flatMap((exit) =>
      cells({ ...settings, exits: [exit] }, [earlyExit]),
    );
    return [...alone, ...cells(settings, [berxit])];
  },
};

/** COSEE with every α and β_0 at every learning rate and batch size of the search. */
export const coseeSearch: Experiment = {
  name: 'cosee-search',
  about: "COSEE's constants, §4.3",
  runs(profile) {
    const { alphas, beta0s, learningRates, batches } = profile.coseeGrid;
    const tried = alphas.flatMap((alpha) => beta0s.map((beta0) => cosee({ alpha, beta0 })));
    return batches.flatMap((batch) =>
      learningRates.flatMap((rate) =>
        cells({ ...variants(everyBlock(profile)), batch, learningRate: () => rate }, tried),
      ),
    );
  },
};

export const coseeExperiments: readonly Experiment[] = [
  consistency,
  ablation,
  signalComparison,
  together,
  systems,
  signalParts,
  milderWeights,
  coseeSearch,
];
