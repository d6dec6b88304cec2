/** The training behind each profile's figures: the number of steps, and the FLOP of a step. */
import { basename } from 'node:path';
import { openEncoderFolder } from '../../src/encoders/folder';
import { orNull } from '../../src/errors';
import { type Experiment, type Profile, profile, profileNames, readyToTrain } from '../../src/experiments';
import { gridRuns, wantedRuns } from '../../src/experiments/grid';
import { coseePaper, coseeSearch, sweetPaper } from '../../src/papers';
import { type RunOptions, recipe, stepsOf } from '../../src/runs/config';
import { openDataset } from '../../src/text/dataset';
import type { BenchSize } from '../bench/sizes';
import { forwardFlops } from './flops';
import { reportSizes } from './sizes';

/** Steps with equal FLOP. */
export interface StepGroup {
  readonly flops: number;
  readonly steps: number;
}

/** The grid of a paper's experiments on a profile. */
export interface Grid {
  readonly profile: string;
  readonly part: string;
  readonly runs: number;
  readonly steps: number;
  /** Whether examples were counted and measured, or taken from the settings; then the numbers are upper bounds. */
  readonly from: 'data' | 'settings';
  readonly groups: readonly StepGroup[];
}

const parts: Readonly<Record<string, readonly Experiment[]>> = {
  SWEET: sweetPaper.experiments,
  COSEE: coseePaper.experiments.filter((experiment) => experiment !== coseeSearch),
  "COSEE's search": [coseeSearch],
};

/** Numbers of training examples of GLUE tasks, for machines without the data. */
const glueSizes: Readonly<Record<string, number>> = {
  ...{ 'sst-2': 67349, mrpc: 3668, cola: 8551, mnli: 392702, qqp: 363846, qnli: 104743, rte: 2490 },
  'sts-b': 5749,
};

const encoderSizes: Readonly<Record<string, string>> = {
  ...{ 'tiny-bert-12': '12x128', 'minilm-l6': '6x384', 'bert-base-uncased': '12x768' },
};

/** The grids of all the lab's profiles. */
export const allGrids = (): Grid[] =>
  profileNames.flatMap((name) =>
    Object.entries(parts).map(([part, experiments]) => gridOf(profile(name), part, experiments)),
  );

/** The grid of some experiments on a profile, from its data if they are on this machine. */
export function gridOf(settings: Profile, part: string, experiments: readonly Experiment[]): Grid {
  const wanted = wantedRuns(settings, experiments);
  const known = orNull(() => gridRuns(wantedRuns(readyToTrain(settings), experiments)));
  const runs = known
    ? known.map(({ options, config }) => ({ ...options, trainSize: config.trainSize }))
    : distinct(wanted.map(({ options }) => options)).map(withGlueSize);
  const lengths = new Map<string, number>();
  const groups = new Map<number, number>();
  for (const run of runs) {
    const flops = runStepFlops(run, known ? meanTokens(run, lengths) : lengthOf(run));
    groups.set(flops, (groups.get(flops) ?? 0) + stepsOf({ ...recipe, ...run }));
  }
  const steps = [...groups.values()].reduce((sum, count) => sum + count, 0);
  return {
    ...{ profile: settings.name, part, runs: runs.length, steps, from: known ? 'data' : 'settings' },
    groups: [...groups].map(([flops, count]) => ({ flops, steps: count })),
  };
}

const lengthOf = ({ maxLength = recipe.maxLength }: RunOptions): number => maxLength;

function distinct(all: readonly RunOptions[]): RunOptions[] {
  const key = ({ method, snapshots: _, ...rest }: RunOptions) =>
    JSON.stringify([method.name, method.constants, rest]);
  return [...new Map(all.map((options) => [key(options), options])).values()];
}

const withGlueSize = (options: RunOptions): RunOptions => {
  const { task, trainSize = recipe.trainSize } = options;
  return { ...options, trainSize: Math.min(trainSize, glueSizes[task] ?? trainSize) };
};

/** FLOP of one step of a run. Multi-Model trains an encoder for each exit. */
export function runStepFlops(options: RunOptions, tokens: number): number {
  const { method, encoder, exits, batch = recipe.batch } = options;
  const size = reportSizes.find(({ name }) => name === encoderSizes[basename(encoder)]) as BenchSize;
  const members = method.encoders === 'separate' ? exits.map((exit) => [exit]) : [exits];
  const forward = members.map((own) =>
    forwardFlops({ ...size, blocks: own[own.length - 1], exits: own }, tokens),
  );
  return 3 * batch * forward.reduce((sum, flops) => sum + flops, 0);
}

const MEASURED = 200;

/** The mean number of tokens of the first 200 training examples; cached in `known` by task and encoder. */
function meanTokens(options: RunOptions, known: Map<string, number>): number {
  const { task, encoder } = options;
  const maxLength = lengthOf(options);
  const key = JSON.stringify([task, encoder, maxLength]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const tokenizer = openEncoderFolder(encoder).tokenizer();
  const examples = openDataset(options).train.slice(0, MEASURED);
  const total = examples.reduce((sum, one) => sum + tokenizer.encode(one, maxLength).ids.length, 0);
  known.set(key, Math.round(total / examples.length));
  return Math.round(total / examples.length);
}
