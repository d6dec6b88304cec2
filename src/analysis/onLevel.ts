import type { RunRecord } from '../types';
import { examplesOf } from './halves';
import type { AboutExamples } from './lengthBands';

/**
 * The runs on their evaluation examples of one difficulty; every analysis of runs then reads that level alone:
 * `individualExits(onLevel(runs, difficultiesOf, 1))`. Runs without examples of the level are left out.
 */
export function onLevel(
  runs: readonly RunRecord[],
  difficultiesOf: AboutExamples,
  level: number,
): RunRecord[] {
  return runs.flatMap((run) => {
    const difficulties = difficultiesOf(run);
    const rows = [...difficulties.keys()].filter((n) => difficulties[n] === level);
    return rows.length === 0 ? [] : [{ ...run, evaluation: examplesOf(run.evaluation, rows) }];
  });
}
