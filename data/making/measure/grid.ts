/** The runs that measure the shipped data and encoder. */
import { type Profile, profile, profileRun } from '../../../src/experiments/profiles';
import { methodByName } from '../../../src/methods';
import type { RunOptions } from '../../../src/runs/config';

export const CHECKPOINT = 'tiny-bert-12';
/** An encoder with the same configuration and tokenizer, and random weights from a seed. */
export const RANDOM = 'seeded-12x128';
export const MINILM = 'minilm-l6';

export const gradedNames: readonly string[] = [
  'sentiment',
  'acceptability',
  'paraphrase',
  'question-pairs',
  'inference',
  'entailment',
  'answers',
];
export const realNames: readonly string[] = ['sst-2', 'cola'];
export const seeds: readonly number[] = [1, 2, 3];

/** A method with an encoder: one line of a table. */
export interface Arm {
  readonly method: string;
  readonly encoder: string;
}

export const multiModelArm: Arm = { method: 'multi-model', encoder: CHECKPOINT };
export const earlyExitArm: Arm = { method: 'early-exit', encoder: CHECKPOINT };
export const sweetArm: Arm = { method: 'sweet', encoder: CHECKPOINT };
/** Early-Exit, because it trains every depth of an encoder with random weights. */
export const randomArm: Arm = { method: 'early-exit', encoder: RANDOM };
export const miniLmArm: Arm = { method: 'early-exit', encoder: MINILM };

export const gradedArms: readonly Arm[] = [multiModelArm, earlyExitArm, sweetArm, randomArm];
export const realArms: readonly Arm[] = [earlyExitArm, randomArm, miniLmArm];

/** The profile whose recipe the runs of an encoder have. */
const profileOf: { readonly [encoder: string]: () => Profile } = {
  [CHECKPOINT]: () => profile('shipped'),
  [RANDOM]: () => ({ ...profile('shipped'), encoder: RANDOM }),
  [MINILM]: () => profile('real'),
};

export const encoderNames = Object.keys(profileOf);

/** The first learning rate of all runs of an encoder. */
export const learningRateOf = (encoder: string): number =>
  profileOf[encoder]().learningRate('early-exit', 'sentiment');

/** A part of the grid. */
export interface GridPart {
  readonly tasks: readonly string[];
  readonly encoders: readonly string[];
  readonly seeds: readonly number[];
  /** A GLUE root; without it there are no runs on real tasks. */
  readonly data?: string;
}

/** The runs in the order of their usefulness: all runs of one seed before the next seed, MiniLM last. */
export function grid({ tasks, encoders, seeds: wanted, data }: GridPart): RunOptions[] {
  const cells = (names: readonly string[], arms: readonly Arm[], seed: number, folder?: string) =>
    names
      .filter((name) => tasks.includes(name))
      .flatMap((task) => arms.map((arm) => runOf(arm, { task, seed, data: folder })));
  const real = (arms: readonly Arm[], seed: number) =>
    data === undefined ? [] : cells(realNames, arms, seed, data);
  const ours = realArms.filter((arm) => arm !== miniLmArm);
  const runs = [
    ...wanted.flatMap((seed) => [...cells(gradedNames, gradedArms, seed), ...real(ours, seed)]),
    ...wanted.flatMap((seed) => real([miniLmArm], seed)),
  ];
  return runs.filter(({ encoder }) => encoders.includes(encoder));
}

function runOf(
  { method, encoder }: Arm,
  { data, ...chosen }: { readonly task: string; readonly seed: number; readonly data?: string },
): RunOptions {
  return profileRun({ ...profileOf[encoder](), data }, { ...chosen, method: methodByName(method) });
}
