/** The choice of COSEE's constants by the area under the trade-off curve (COSEE §4.3). */
import { LabError } from '../errors';
import type { ExitPolicy, RunRecord } from '../types';
import { groupBy } from './groups';
import { type ChosenOn, meanAreas, onOneHalf } from './learningRates';

/** One combination of constants on one task. */
export interface ConstantsRow {
  readonly task: string;
  readonly alpha: number;
  readonly beta0: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly seeds: number;
  /** Mean area under the curve over the seeds: on the examples of the choice, and on those of the report. */
  readonly choice: number;
  readonly report: number;
  /** Whether this combination has the largest area in `choice`. Of equal areas, the first is chosen. */
  readonly chosen: boolean;
}

/**
 * The areas of every α, β_0, learning rate and batch size on each task, and the combination chosen. The paper
 * searches the same grid. It states neither the chosen values nor the examples of the choice. Here the choice uses
 * one half of the examples and the report the other half.
 */
export function constantsRows(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
  chosenOn: ChosenOn = onOneHalf,
): ConstantsRow[] {
  const stray = runs.find(({ config }) => config.constants?.alpha === undefined);
  if (stray) throw new LabError(`expected runs of COSEE, to choose its constants; got ${stray.id}`);
  const rows = groupBy(runs, ({ config: { task, constants, learningRate, batch } }) => [
    ...[task, constants, learningRate, batch],
  ]).map((group) => {
    const { task, constants, learningRate, batch } = group[0].config;
    const [alpha, beta0] = [Number(constants?.alpha), Number(constants?.beta0 ?? 0)];
    return { task, alpha, beta0, learningRate, batch, ...meanAreas(group, policy, chosenOn) };
  });
  const best = groupBy(rows, ({ task }) => [task]).map((own) =>
    own.reduce((a, b) => (b.choice > a.choice ? b : a)),
  );
  return rows.map((row) => ({ ...row, chosen: best.includes(row) }));
}
