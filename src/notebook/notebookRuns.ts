import type { Experiment } from '../experiments/experiment';
import * as cosee from '../papers/cosee/experiments';
import { firstCosee } from '../papers/cosee/firstCosee';
import { ownConstantsSearch } from '../papers/field/experiments';
import * as sweet from '../papers/sweet/experiments';
import { firstConflicts, firstEarlyExit } from './firstRuns';

/** What the reader of a notebook trains, and the experiments whose records ship with a profile and are read. */
export interface NotebookRuns {
  readonly trains: readonly Experiment[];
  readonly reads: {
    readonly shipped: readonly Experiment[];
    readonly real?: readonly Experiment[];
  };
}

const both = (...experiments: readonly Experiment[]) => ({ shipped: experiments, real: experiments });

/** By the number of a notebook. Where `trains` is empty, a cell of the notebook defines what the reader trains. */
export const notebookRuns: { readonly [notebook: string]: NotebookRuns } = {
  0: { trains: [firstEarlyExit], reads: both(sweet.comparison) },
  1: { trains: [firstConflicts], reads: { shipped: [sweet.conflicts] } },
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
  11: { trains: [], reads: { shipped: [cosee.systems, ownConstantsSearch], real: [cosee.systems] } },
  12: { trains: [], reads: { shipped: [sweet.comparison, sweet.conflicts] } },
};
