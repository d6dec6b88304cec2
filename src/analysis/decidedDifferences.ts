/** Differences between methods at equal cost, when their examples leave by each of several signals. */
import type { ExitPolicy, RunRecord } from '../types';
import type { BootstrapOptions } from './bootstrap';
import type { Term } from './contrast';
import { closeSpeedUps, decidingPolicies } from './decidedBy';
import { definedScores } from './definedRows';
import { type Difference, differencesAt, type NamedSums, type SumOfScores, sumsIn } from './differences';
import { type ExampleIntervals, exampleIntervals } from './exampleIntervals';
import { matchedScores } from './matchedCost';
import { type Resampling, resampledSpeedUps } from './resampledScores';
import type { ScoreRow } from './rows';

/** How runs are read at equal cost. */
export interface Decided {
  readonly speedUps?: readonly number[];
  readonly policies?: readonly ExitPolicy[];
  readonly bootstrap?: BootstrapOptions;
}

/**
 * The scores of the runs by each policy at each speed-up, and their intervals over examples: one resampling for all.
 */
export function decidedGrounds(
  runs: readonly RunRecord[],
  { speedUps = closeSpeedUps, policies = decidingPolicies, bootstrap }: Decided = {},
): { readonly rows: readonly ScoreRow[]; readonly overExamples: ExampleIntervals } {
  const resampling: Resampling = (run, draws) =>
    policies.flatMap((policy) => resampledSpeedUps(policy, speedUps)(run, draws));
  return {
    rows: policies.flatMap((policy) => definedScores(matchedScores(runs, policy, speedUps))),
    overExamples: exampleIntervals(runs, resampling, bootstrap),
  };
}

/**
 * Returns a function that gives the value of a sum of the runs' scores at given speed-ups, paired within task and seed,
 * with one interval over seeds and examples. A term says by which policy its examples leave: `policy` is the title of
 * the policy, `x` the speed-up. All seeds, methods and policies have the same resamples of the examples.
 */
export function decidedSums(
  runs: readonly RunRecord[],
  decided: Decided = {},
): (terms: readonly Term[]) => SumOfScores {
  const { rows, overExamples } = decidedGrounds(runs, decided);
  return sumsIn(rows, overExamples);
}

/**
 * The named sums at every speed-up, once for each policy: the name is `both, by energy`. A gain that is there by one
 * signal only is about the signal.
 */
export function decidedDifferences(
  runs: readonly RunRecord[],
  sums: NamedSums,
  { speedUps = closeSpeedUps, policies = decidingPolicies, ...rest }: Decided = {},
): Difference[] {
  const sumOf = decidedSums(runs, { speedUps, policies, ...rest });
  return policies.flatMap(({ title }) =>
    differencesAt(speedUps, sums, (terms) => sumOf(terms.map((term) => ({ ...term, policy: title })))).map(
      ({ name, ...sum }) => ({ name: `${name}, by ${title.split(', ')[0]}`, ...sum }),
    ),
  );
}
