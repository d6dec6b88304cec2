import { contrast, type ExampleIntervals, type ScoreRow } from '../analysis';
import { type Claim, gap, judgeClaims, judgePart, verdictCounts } from '../claims';
import { LabError } from '../errors';
import { contextOf, type Evidence, evidenceOf, givenRows, type Profile, profile } from '../experiments';
import type { RunRecord } from '../types';
import { check } from './checks';

/** Two methods at one exit or cost. */
export interface Comparison {
  readonly better: string;
  readonly worse: string;
  readonly x: number;
}

/**
 * Checks that one method scores higher than another at x: the mean of the paired differences within each task and seed,
 * in points, with its 95% interval. The interval is over the seeds, and with `overExamples` also over the examples.
 */
export function checkBetter(
  name: string,
  rows: readonly ScoreRow[],
  { better, worse, x }: Comparison,
  overExamples?: ExampleIntervals,
): void {
  const terms = gap(better, worse, [x]);
  if (contrast(rows, terms).tasks.length === 0)
    throw new LabError(
      `expected scores of ${better} and ${worse} at ${x} with a task and seed in common; found none`,
    );
  check(name, judgePart({ label: '', terms }, { rows, overExamples }));
}

/**
 * Checks claims of a paper, one line each, with the numbers of the given runs and of the paper, and counts the
 * verdicts. Each view computes its rows from runs. Rows can also be given by the name of their view, `{ gradients: rows
 * }`, and evidence as it is.
 */
export function checkClaims(
  claims: readonly Claim[],
  given: Evidence | readonly RunRecord[] | { readonly [view: string]: readonly unknown[] },
  settings = profile(),
): void {
  const judged = judgeClaims(claims, evidenceIn(given, settings));
  for (const { statement, where, paper, verdict, detail } of judged)
    check(`${statement} (${where})`, { verdict, detail: `${detail}; paper: ${paper}` });
  console.log(verdictCounts(judged));
}

function evidenceIn(given: Parameters<typeof checkClaims>[1], settings: Profile): Evidence {
  if (typeof given === 'function') return given;
  return isRuns(given) ? evidenceOf(contextOf(settings), () => given) : givenRows(given);
}

const isRuns = (given: object): given is readonly RunRecord[] => Array.isArray(given);
