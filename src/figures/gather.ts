/** What a paper's claims, tables and figures are made from. */
import {
  contextOf,
  type Evidence,
  evidenceOf,
  type Places,
  type Profile,
  type StoredRuns,
  storedRuns,
  type View,
} from '../experiments';
import type { RunRecord } from '../types';
import type { Paper } from './paper';
import type { Material } from './paperFigure';
import type { Finished } from './paperPage';

/** The evidence of a paper on a profile, each view computed once, and how many runs of its experiments are finished. */
export interface Gathered {
  readonly evidence: Evidence;
  readonly material: Material;
  readonly finished: readonly Finished[];
}

/** Reads all finished runs of the paper's experiments. */
export function gather(paper: Paper, profile: Profile, places: Places = {}): Gathered {
  const context = contextOf(profile, places);
  const stored = Object.fromEntries(
    paper.experiments.map((experiment) => [
      experiment.name,
      storedRuns(profile, experiment, context.source()),
    ]),
  );
  const { difficultiesOf, labelsOf } = context;
  return {
    evidence: evidenceOf(context, (view) => runsOf(view, stored)),
    material: { profile: paper.settings?.(profile) ?? profile, stored, difficultiesOf, labelsOf },
    finished: Object.entries(stored).map(([experiment, runs]) => countsOf(experiment, runs)),
  };
}

/** Every finished run of a view once, in the order of its experiments. */
function runsOf({ from }: Pick<View<unknown>, 'from'>, stored: Material['stored']): RunRecord[] {
  const runs = from.flatMap(({ name }) => [...stored[name].found, ...stored[name].diverged]);
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

const countsOf = (experiment: string, { found, diverged, missing, strangers }: StoredRuns): Finished => ({
  experiment,
  found: found.length,
  diverged: diverged.length,
  missing: missing.length,
  strangers: strangers.length,
});
