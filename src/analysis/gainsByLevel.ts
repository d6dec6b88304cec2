import type { RunRecord } from '../types';
import { type SumOfScores, sumsOf } from './differences';
import type { AboutExamples } from './lengthBands';
import { onLevel } from './onLevel';

/** What one exit gains over an earlier one on the examples of one level. */
export interface LevelGain extends SumOfScores {
  readonly method: string;
  readonly difficulty: number;
}

/** The score at depth `to` minus that at depth `from`, of each method on each level of difficulty, easiest first. */
export function gainsByLevel(
  runs: readonly RunRecord[],
  difficultiesOf: AboutExamples,
  from: number,
  to: number,
): LevelGain[] {
  const levels = [...new Set(runs.flatMap((run) => difficultiesOf(run)))].sort((a, b) => a - b);
  const methods = [...new Set(runs.map(({ config }) => config.method))];
  return levels.flatMap((difficulty) => {
    const sumOf = sumsOf(onLevel(runs, difficultiesOf, difficulty));
    return methods.map((method) => {
      const gain = sumOf([
        { method, x: to, weight: 1 },
        { method, x: from, weight: -1 },
      ]);
      return { method, difficulty, ...gain };
    });
  });
}
