/** Helpers of figures of a single run. */
import { exitDistribution, nearestPoint, policySweep } from '../../../analysis';
import { taskLike } from '../../../experiments';
import type { ExitShareRow } from '../../../figures/exitHistogram';
import { quantilePolicy } from '../../../policies';
import { energy } from '../../../signals';
import type { ExitRecord, ExitSignal, RunRecord } from '../../../types';

/** The first run of a method on a task of the paper, or on the task that is most like it. */
export function firstOf(
  runs: readonly RunRecord[],
  method: string,
  paperTask: string,
): RunRecord | undefined {
  const own = runs.filter(({ config }) => config.method === method);
  const tasks = own.map(({ config }) => config.task);
  return own.find(({ config }) => config.task === taskLike(paperTask, tasks));
}

/** The file that a run is evaluated on. */
export const splitOf = ({ config }: RunRecord): string => config.split ?? 'validation';

/** `qnli`, or `answers (the paper: qnli)`. */
export const onTask = ({ config: { task } }: RunRecord, paperTask: string): string =>
  task === paperTask ? task : `${task} (the paper: ${paperTask})`;

export const seedOf = ({ config }: RunRecord) => [{ seed: config.seed }];

/** The rows of an exit histogram: a record's examples at one threshold. */
export function shares(
  record: ExitRecord,
  [signal, threshold]: readonly [ExitSignal, number],
  labels: readonly string[],
  panel: Pick<ExitShareRow, 'column' | 'row'>,
): ExitShareRow[] {
  return exitDistribution(record, signal, threshold).map(({ label, depth, share }) => ({
    ...panel,
    group: labels[label],
    depth,
    share,
  }));
}

export const thresholdText = (threshold: number, speedUp?: number): string =>
  `τ = ${Number(threshold.toPrecision(3))}${speedUp === undefined ? '' : ` (${speedUp.toFixed(2)}×)`}`;

/** The energy threshold nearest to a speed-up on a run's evaluation, and the speed-up of that threshold. */
export const nearest = (run: RunRecord, speedUp: number) =>
  nearestPoint(policySweep(run, quantilePolicy(energy)), speedUp);
