import { cells, type Experiment } from '../experiments/experiment';
import type { Profile } from '../experiments/profiles';
import { earlyExit } from '../methods/earlyExit';
import * as cosee from '../papers/cosee/experiments';
import * as sweet from '../papers/sweet/experiments';
import type { RunOptions } from '../runs/config';

const earlyExits: Experiment = {
  name: 'early-exits',
  about: 'Early-Exit on every task and seed',
  runs: (profile) => cells(profile, [earlyExit]),
};

/** The experiments that each notebook reads, by its number. */
export const notebookExperiments: { readonly [notebook: string]: readonly Experiment[] } = {
  0: [earlyExits],
  1: [sweet.conflicts],
  2: [sweet.comparison],
  3: [sweet.comparison],
  4: [sweet.learnedExits, sweet.berxitRuns],
  5: [sweet.dataSizes],
  6: [sweet.wirings],
  7: [cosee.consistency, cosee.ablation, cosee.sharpness],
  8: [cosee.consistency, cosee.signalComparison],
  9: [cosee.together],
};

/** The runs that a notebook shares with others: `shared with notebooks 3 (all), 5 (9)`. Empty if it shares none. */
export function sharedRuns(notebook: number, settings: Profile, experiments: readonly Experiment[]): string {
  const own = keysOf(settings, experiments);
  const others = Object.entries(notebookExperiments).filter(([number]) => Number(number) !== notebook);
  const shared = others.flatMap(([number, theirs]) => {
    const count = [...keysOf(settings, theirs)].filter((key) => own.has(key)).length;
    return count === 0 ? [] : [`${number} (${count === own.size ? 'all' : count})`];
  });
  return shared.length === 0 ? '' : `runs shared with notebooks ${shared.join(', ')}`;
}

const keysOf = (settings: Profile, experiments: readonly Experiment[]): Set<string> =>
  new Set(experiments.flatMap(({ runs }) => runs(settings)).map(keyOf));

/** What identifies a run, as a text. Snapshots change no result. */
function keyOf({ method, snapshots: _, ...options }: RunOptions): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([method.name, method.constants, sorted]);
}
