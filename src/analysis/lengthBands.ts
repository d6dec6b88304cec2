/** Scores by difficulty within bands of equal length: longer texts are often the harder ones. */
import { LabError } from '../errors';
import type { RunRecord } from '../types';
import { type DifficultyRow, difficultyRows } from './difficulty';
import { groupBy } from './groups';
import { examplesOf } from './halves';

/** A row of `difficultyRows` on the examples of one band. */
export interface BandRow extends DifficultyRow {
  /** `7 to 10 words`. */
  readonly band: string;
  readonly examples: number;
}

/** Numbers [N] about each of a run's evaluation examples; empty if they are unknown. */
export type AboutExamples = (run: RunRecord) => readonly number[];

/** Fewer examples of a level than this give no score of the level. */
const LEAST_EXAMPLES = 15;

/**
 * Accuracy by difficulty, exit and method within bands of the number of words, for each task: a row for each level
 * with at least 15 examples in the band. Bands hold about equally many examples. A run is left out if the difficulties
 * or the lengths of its examples are unknown.
 */
export function difficultyInBands(
  runs: readonly RunRecord[],
  difficultiesOf: AboutExamples,
  lengthsOf: AboutExamples,
  count = 3,
): BandRow[] {
  const known = runs
    .map((run) => ({ run, difficulties: difficultiesOf(run), lengths: lengthsOf(run) }))
    .filter(({ difficulties, lengths }) => difficulties.length > 0 && lengths.length > 0);
  return groupBy(known, ({ run }) => [run.config.task]).flatMap((group) =>
    lengthBands(
      group.flatMap(({ lengths }) => [...lengths]),
      count,
    ).flatMap(({ least, most }) => {
      const parts = group.map((one) => partOf(one, least, most)).filter(({ rows }) => rows.length > 0);
      const band = least === most ? `${least} words` : `${least} to ${most} words`;
      return inBand(parts, band);
    }),
  );
}

/** A run, and what is known of its evaluation examples. */
interface Known {
  readonly run: RunRecord;
  readonly difficulties: readonly number[];
  readonly lengths: readonly number[];
}

function inBand(parts: readonly Part[], band: string): BandRow[] {
  const levels = new Map(parts.map(({ run, difficulties }) => [run, difficulties]));
  const rows = difficultyRows([...levels.keys()], (run) => levels.get(run) ?? []);
  const examples = (level: number) => parts[0].difficulties.filter((one) => one === level).length;
  return rows.map((row) => ({ ...row, band, examples: examples(row.difficulty) }));
}

/**
 * Bands [least, most] of about equally many of the lengths. Equal lengths are in one band, so there may be fewer bands
 * than asked for. Throws LabError without a length or a band.
 */
export function lengthBands(lengths: readonly number[], count: number) {
  if (lengths.length === 0 || !Number.isInteger(count) || count < 1)
    throw new LabError(
      `expected lengths and a number of bands of 1 or more, got ${lengths.length} lengths and ${count} bands`,
    );
  const sorted = [...lengths].sort((a, b) => a - b);
  const starts = Array.from({ length: count }, (_, b) => sorted[Math.floor((b * sorted.length) / count)]);
  const least = [...new Set(starts)];
  return least.map((first, b) => {
    const inside = sorted.filter((length) => length >= first && length < (least[b + 1] ?? Infinity));
    return { least: first, most: inside[inside.length - 1] };
  });
}

type Part = Omit<Known, 'lengths'> & { readonly rows: readonly number[] };

/** The run on its examples of some lengths, without the levels that have too few of them. */
function partOf({ run, difficulties, lengths }: Known, least: number, most: number): Part {
  const inside = [...lengths.keys()].filter((n) => lengths[n] >= least && lengths[n] <= most);
  const counts = new Map<number, number>();
  for (const n of inside) counts.set(difficulties[n], (counts.get(difficulties[n]) ?? 0) + 1);
  const rows = inside.filter((n) => (counts.get(difficulties[n]) ?? 0) >= LEAST_EXAMPLES);
  const evaluation = examplesOf(run.evaluation, rows);
  return { run: { ...run, evaluation }, difficulties: rows.map((n) => difficulties[n]), rows };
}
