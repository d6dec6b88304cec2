/** How well signals, and the length alone, rank the true difficulty of examples. */
import { coseeSignals } from '../signals';
import type { ExitSignal, RunRecord } from '../types';
import { difficultyInversion } from './difficultyInversion';
import { trueDifficulty } from './difficultyMeasures';
import { groupBy } from './groups';
import { inversionAtEqualLength } from './inversionAtEqualLength';
import type { AboutExamples } from './lengthBands';
import { pairsInOrder } from './pairsInOrder';
import { summarise } from './statistics';

/** The name of the row of the length alone. */
export const LENGTH_ALONE = 'number of words';

/** The share of pairs of different difficulty in the right order, as the mean over tasks, with 95% over seeds. */
export interface RankedSignal {
  readonly pairs: 'all pairs' | 'pairs of equal length';
  /** A signal, or `LENGTH_ALONE`. */
  readonly name: string;
  /** The depth of the exit. */
  readonly x: number;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How well each signal ranks the true difficulty at every exit, among all pairs of examples and among those with
 * equally many words (the difficulty inversion score), beside the number of words alone. 0.5 is chance. Runs without
 * known difficulties are left out.
 */
export function rankedSignals(
  runs: readonly RunRecord[],
  difficultiesOf: AboutExamples,
  lengthsOf: AboutExamples,
  signals: readonly ExitSignal[] = coseeSignals.slice(0, 2),
): RankedSignal[] {
  const scores = runs.flatMap((run) => {
    const [levels, lengths] = [difficultiesOf(run), lengthsOf(run)];
    if (levels.length === 0) return [];
    const cells = ofSignals(run, signals, levels, lengths);
    const alone = pairsInOrder(lengths, levels);
    const length = run.evaluation.depths.map((x) => ({ ...all, name: LENGTH_ALONE, x, score: alone }));
    return [...cells, ...length].flatMap(({ score, ...cell }) =>
      score === null ? [] : [{ ...cell, score, seed: run.config.seed }],
    );
  });
  return groupBy(scores, ({ pairs, name, x }) => [pairs, name, x]).map((group) => {
    const bySeed = groupBy(group, ({ seed }) => [seed]);
    const { mean, interval } = summarise(bySeed.map((own) => summarise(own.map(({ score }) => score)).mean));
    const { pairs, name, x } = group[0];
    return { pairs, name, x, mean, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
  });
}

const all = { pairs: 'all pairs' } as const;
const equal = { pairs: 'pairs of equal length' } as const;

function ofSignals(
  { evaluation }: RunRecord,
  signals: readonly ExitSignal[],
  levels: readonly number[],
  lengths: readonly number[],
) {
  return signals.flatMap((signal) => {
    const any = difficultyInversion(evaluation, signal, trueDifficulty(levels));
    const same = inversionAtEqualLength(evaluation, signal, levels, lengths).scores;
    return evaluation.depths.flatMap((x, e) => [
      { ...all, name: signal.name, x, score: any[e] },
      { ...equal, name: signal.name, x, score: same[e] },
    ]);
  });
}

/** Rows for a table: a row for each number that ranks, a column for each exit, in percent with intervals. */
export const rankedTable = (rows: readonly RankedSignal[]) =>
  groupBy(rows, ({ pairs, name }) => [pairs, name]).map((group) => ({
    ...{ among: group[0].pairs, 'ranked by': group[0].name },
    ...Object.fromEntries(group.map((row) => [`exit ${row.x}`, percentText(row)])),
  }));

/** `72.1 (70.6 to 73.6)`; without an interval where there is none. */
function percentText({ mean, low, high }: RankedSignal): string {
  const [value, from, to] = [mean, low ?? mean, high ?? mean].map((one) => (100 * one).toFixed(1));
  return from === to ? value : `${value} (${from} to ${to})`;
}
