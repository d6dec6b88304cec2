/** Scores that are undefined for some runs. A cell without any score keeps its place in the table. */
import { armOf } from './arms';
import { groupBy } from './groups';
import { type ScoreRow, type SummaryRow, summariseSeeds } from './rows';

/** The score of one run, or null where the score is undefined. */
export interface DefinedScore extends Omit<ScoreRow, 'score'> {
  readonly score: number | null;
}

/** The summary over the seeds: `n` of the `seeds` have a score. The mean is null if no seed has one. */
export interface DefinedSummary extends Omit<SummaryRow, 'mean'> {
  readonly seeds: number;
  readonly mean: number | null;
}

/** Mean, standard deviation and Student's interval of each arm, task and x over the seeds that have a score. */
export function summariseDefined(rows: readonly DefinedScore[]): DefinedSummary[] {
  return groupBy(rows, (row) => [armOf(row), row.task, row.x]).map((group) => {
    const { task, x } = group[0];
    const scores = group.flatMap((row) => (row.score === null ? [] : [{ ...row, score: row.score }]));
    const none = { ...armOf(group[0]), task, x, n: 0, mean: null, sd: null, low: null, high: null };
    return { ...(summariseSeeds(scores)[0] ?? none), seeds: group.length };
  });
}

/** The rows that have a score. */
export const definedScores = (rows: readonly DefinedScore[]): ScoreRow[] =>
  rows.flatMap(({ score, ...row }) => (score === null ? [] : [{ ...row, score }]));

/** The rows that have a mean, for figures. */
export const definedMeans = (rows: readonly DefinedSummary[]): SummaryRow[] =>
  rows.flatMap(({ mean, seeds: _, ...row }) => (mean === null ? [] : [{ ...row, mean }]));
