/** The choice of a learning rate by the area under the trade-off curve (SWEET, appendix A and Table 2). */
import { LabError } from '../errors';
import type { ExitPolicy, ExitRecord, RunRecord } from '../types';
import { groupBy } from './groups';
import { examplesOf, halves } from './halves';
import { policySweep } from './policySweep';
import { summarise } from './statistics';
import { areaUnderCurve, tradeOffCurve } from './tradeoff';

/** Splits a run's examples into those of the choice and those of the report. */
export type ChosenOn = (
  record: ExitRecord,
  seed: number,
) => { readonly choice: ExitRecord; readonly report: ExitRecord };

/**
 * Chooses on one half of the evaluation examples and reports on the other. All runs of a seed have the same halves.
 */
export const onOneHalf: ChosenOn = (record, seed) => {
  const half = halves(record.labels.length, seed, 'learning rate halves');
  const rowsOf = (k: number) => Array.from(half.keys()).filter((n) => half[n] === k);
  return { choice: examplesOf(record, rowsOf(0)), report: examplesOf(record, rowsOf(1)) };
};

/** The paper's way: the choice and the report use the same examples. */
export const onEvaluationSet: ChosenOn = (record) => ({ choice: record, report: record });

/** One learning rate of a method on a task. */
export interface LearningRateRow {
  readonly method: string;
  readonly task: string;
  readonly learningRate: number;
  readonly seeds: number;
  /** Mean area under the curve over the seeds: on the examples of the choice, and on those of the report. */
  readonly choice: number;
  readonly report: number;
  /** Whether this rate has the largest area in `choice`. Of equal areas, the smallest rate is chosen. */
  readonly chosen: boolean;
}

/** The areas of every learning rate of every method and task, and the rate chosen. */
export function learningRateRows(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  chosenOn: ChosenOn = onOneHalf,
): LearningRateRow[] {
  if (runs.length === 0) throw new LabError('expected runs to choose a learning rate from, got none');
  const rows = groupBy(runs, ({ config }) => [config.method, config.task, config.learningRate]).map(
    (group) => {
      const { method, task, learningRate } = group[0].config;
      return { method, task, learningRate, ...meanAreas(group, policy, chosenOn) };
    },
  );
  return rows.map((row) => ({ ...row, chosen: row === best(rows, row) }));
}

/** The mean areas under the curve over the seeds of one setting: on the examples of the choice and of the report. */
export function meanAreas(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  chosenOn: ChosenOn,
): { readonly seeds: number; readonly choice: number; readonly report: number } {
  const areas = runs.map((run) => {
    const { choice, report } = chosenOn(run.evaluation, run.config.seed);
    return { choice: area(run, choice, policy), report: area(run, report, policy) };
  });
  const mean = (part: 'choice' | 'report') => summarise(areas.map((both) => both[part])).mean;
  return { seeds: runs.length, choice: mean('choice'), report: mean('report') };
}

type Unchosen = Omit<LearningRateRow, 'chosen'>;

function best(rows: readonly Unchosen[], { method, task }: Unchosen): Unchosen {
  return rows
    .filter((row) => row.method === method && row.task === task)
    .reduce((a, b) =>
      b.choice > a.choice || (b.choice === a.choice && b.learningRate < a.learningRate) ? b : a,
    );
}

const area = (run: RunRecord, evaluation: ExitRecord, policy: ExitPolicy): number =>
  areaUnderCurve(tradeOffCurve(policySweep({ ...run, evaluation }, policy)), evaluation);
