import { cells, type Experiment, oneRun } from '../experiments/experiment';
import type { Profile } from '../experiments/profiles';
import { earlyExit } from '../methods/earlyExit';
import * as cosee from '../papers/cosee/experiments';
import { firstCosee } from '../papers/cosee/firstCosee';
import { ownConstantsSearch } from '../papers/field/experiments';
import * as sweet from '../papers/sweet/experiments';
import type { RunOptions } from '../runs/config';

/** What a reader of a notebook trains, and the experiments whose records it reads, by the profile of the records. */
export interface NotebookRuns {
  readonly trains: readonly Experiment[];
  readonly reads: { readonly [profile: string]: readonly Experiment[] };
}

const firstEarlyExit: Experiment = {
  name: 'first-early-exit',
  about: 'Early-Exit on the first task and seed',
  runs: (profile) => cells(oneRun(profile), [earlyExit]),
};

/** Experiments that are read from the records of both profiles that ship. */
const both = (...experiments: readonly Experiment[]) => ({ shipped: experiments, real: experiments });

/** By the number of a notebook. Where `trains` is empty, a cell of the notebook defines what the reader trains. */
export const notebookRuns: { readonly [notebook: string]: NotebookRuns } = {
  0: { trains: [firstEarlyExit], reads: both(sweet.comparison) },
  1: { trains: [sweet.conflicts], reads: { shipped: [sweet.conflicts] } },
  2: { trains: [sweet.comparison], reads: both(sweet.comparison) },
  3: { trains: [sweet.comparison], reads: both(sweet.comparison) },
  4: {
    trains: [sweet.learnedExits, sweet.berxitRuns],
    reads: both(sweet.learnedExits, sweet.berxitRuns),
  },
  5: { trains: [sweet.dataSizes], reads: both(sweet.dataSizes) },
  6: { trains: [], reads: { shipped: [sweet.wirings, sweet.comparison], real: [sweet.comparison] } },
  7: {
    trains: [firstCosee],
    reads: {
      shipped: [cosee.ablation, cosee.sharpness, cosee.coseeSearch, sweet.comparison],
      real: [cosee.ablation, cosee.sharpness, cosee.coseeSearch],
    },
  },
  8: {
    trains: [firstCosee],
    reads: {
      shipped: [cosee.signalComparison, cosee.signalParts, sweet.comparison],
      real: [cosee.signalComparison],
    },
  },
  9: { trains: [cosee.together], reads: { shipped: [cosee.together, sweet.comparison] } },
  10: { trains: [], reads: { shipped: [sweet.comparison] } },
  11: { trains: [], reads: both(cosee.systems, ownConstantsSearch) },
  12: { trains: [], reads: { shipped: [sweet.comparison, sweet.conflicts] } },
};

/** The runs that a reader of a notebook trains and that other notebooks train too: `shared with notebooks 3 (all)`. */
export const trainedElsewhere = (
  notebook: number,
  settings: Profile,
  experiments: readonly Experiment[],
): string => sharedRuns(notebook, settings, experiments, ({ trains }) => trains);

/** The runs of an experiment whose records other notebooks read too. */
export const readElsewhere = (notebook: number, settings: Profile, experiment: Experiment): string =>
  sharedRuns(notebook, settings, [experiment], ({ reads }) => reads[settings.name] ?? []);

/** `runs shared with notebooks 3 (all), 5 (9)`. Empty if no run is shared. */
function sharedRuns(
  notebook: number,
  settings: Profile,
  experiments: readonly Experiment[],
  theirs: (other: NotebookRuns) => readonly Experiment[],
): string {
  const own = keysOf(settings, experiments);
  const others = Object.entries(notebookRuns).filter(([number]) => Number(number) !== notebook);
  const shared = others.flatMap(([number, other]) => {
    const count = [...keysOf(settings, theirs(other))].filter((key) => own.has(key)).length;
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
