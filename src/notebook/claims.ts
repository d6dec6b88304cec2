import { contrast, type ScoreRow } from '../analysis';
import { type Claim, gap, judgeClaims, judgePart } from '../claims';
import { LabError } from '../errors';
import { contextOf, evidenceOf, givenRows, profile } from '../experiments';
import type { RunRecord } from '../types';
import { check } from './checks';

/** Two methods at one exit or cost. */
export interface Comparison {
  readonly better: string;
  readonly worse: string;
  readonly x: number;
}

/**
 * Checks that one method scores higher than another at x. Prints the mean of the paired differences within each task
 * and seed, in points, with its 95% interval over the seeds. If the interval contains 0, the check notes that the
 * sign may be due to chance.
 */
export function checkBetter(name: string, rows: readonly ScoreRow[], { better, worse, x }: Comparison): void {
  const terms = gap(better, worse, [x]);
  if (contrast(rows, terms).tasks.length === 0)
    throw new LabError(
      `expected scores of ${better} and ${worse} at ${x} with a task and seed in common; found none`,
    );
  const { holds, detail } = judgePart({ label: '', terms }, { rows });
  check(name, holds, detail);
}

/**
 * Checks claims of a paper, one line each, with the numbers of the given runs and of the paper. Each view computes
 * its rows from runs. Rows can also be given by the name of their view: `{ gradients: rows }`.
 */
export function checkClaims(
  claims: readonly Claim[],
  given: readonly RunRecord[] | { readonly [view: string]: readonly unknown[] },
  settings = profile(),
): void {
  const evidence = isRuns(given) ? evidenceOf(contextOf(settings), () => given) : givenRows(given);
  for (const { statement, where, paper, holds, detail } of judgeClaims(claims, evidence))
    check(`${statement} (${where})`, holds, `${detail}; paper: ${paper}`);
}

const isRuns = (given: object): given is readonly RunRecord[] => Array.isArray(given);
