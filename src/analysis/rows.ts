import { LabError } from '../errors';
import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, RunRecord } from '../types';
import { type Arm, armOf, armText } from './arms';
import { exitScores } from './exitScores';
import { firstMetric, floorOfRun } from './firstMetric';
import { groupBy } from './groups';
import { policySweep } from './policySweep';
import { summarise } from './statistics';
import { paperCosts, scoreAt, tradeOffCurve } from './tradeoff';

/** One score of one run. `x` is the depth of an exit or a cost fraction; `score` is the task's first metric, 0..1. */
export interface ScoreRow extends Arm {
  readonly task: string;
  readonly seed: number;
  readonly x: number;
  readonly score: number;
  /** The score of chance, 0..1: the best that one constant answer reaches (see `floorOf`). */
  readonly floor?: number;
}

/** The summary over the seeds of one method, or arm, and task at one x. */
export interface SummaryRow extends Arm {
  readonly task: string;
  readonly x: number;
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  /** The 95% interval of the mean. */
  readonly low: number | null;
  readonly high: number | null;
  /** The score of chance, as in `ScoreRow`. */
  readonly floor?: number;
}

/** More columns of a run's rows, or other ones: `({ config }) => ({ trainSize: config.trainSize })`. */
export type ColumnsOf = (run: RunRecord) => Partial<Arm>;

const noColumns: ColumnsOf = () => ({});

/** The score of each exit, as if every example left there (SWEET Table 1). x is the depth. */
export function individualExits(runs: readonly RunRecord[], columns = noColumns): ScoreRow[] {
  return runs.flatMap((run) =>
    exitScores(run.evaluation, firstMetric(run)).map((score, e) => ({
      ...labelsOf(run, columns),
      x: run.evaluation.depths[e],
      score,
      floor: floorOfRun(run),
    })),
  );
}

/**
 * The score of each run at the costs where SWEET compares methods (Fig. 4 to 6), interpolated. x is the cost
 * fraction. The default policy of a run is that of its method.
 */
export function tradeOff(runs: readonly RunRecord[], given?: ExitPolicy, columns = noColumns): ScoreRow[] {
  return runs.flatMap((run) => {
    const policy = given ?? policyOf(run.config);
    const curve = tradeOffCurve(policySweep(run, policy));
    const labels = labelsOf(run, (one) => ({ policy: policy.title, ...columns(one) }));
    const floor = floorOfRun(run);
    return paperCosts(run.evaluation).map((x) => ({ ...labels, x, score: scoreAt(curve, x), floor }));
  });
}

/** The task's name in rows that average over tasks. */
export const AVERAGE = 'average';

/** The columns that identify a run's rows. */
export function labelsOf(run: RunRecord, columns = noColumns): Omit<ScoreRow, 'x' | 'score' | 'floor'> {
  const { method, task, seed } = run.config;
  return { ...armOf({ method, ...columns(run) }), task, seed };
}

/**
 * The mean over tasks of each arm, seed and x. Its task is named `average`, or keeps its name if there is only one.
 * Throws LabError if a method has a task only at some seeds or x, because the means would average different tasks.
 */
export function averageOverTasks(rows: readonly ScoreRow[]): ScoreRow[] {
  const names = [...new Set(rows.map((row) => row.task))];
  const [tasks, task] = [names.length, names.length === 1 ? names[0] : AVERAGE];
  return groupBy(rows, (row) => [armOf(row), row.seed, row.x]).map((group) => {
    const { seed, x } = group[0];
    const arm = armOf(group[0]);
    if (group.length !== tasks)
      throw new LabError(
        `expected ${tasks} tasks for ${armText(arm)}, seed ${seed} at ${x}, got ${group.length}`,
      );
    const score = summarise(group.map((row) => row.score)).mean;
    return { ...arm, task, seed, x, score, ...meanFloor(group) };
  });
}

/** The column `floor` of a mean of rows, if all of them have it. */
function meanFloor(rows: readonly ScoreRow[]): Pick<ScoreRow, 'floor'> {
  const floors = rows.flatMap(({ floor }) => floor ?? []);
  return floors.length === rows.length ? { floor: summarise(floors).mean } : {};
}

/** The rows of the seeds at which every arm has every task. Means over tasks of these rows are comparable. */
export function wholeSeeds(rows: readonly ScoreRow[]): ScoreRow[] {
  const cells = (some: readonly ScoreRow[]) => groupBy(some, (row) => [armOf(row), row.task]).length;
  const arms = groupBy(rows, (row) => [armOf(row)]).length;
  const tasks = new Set(rows.map(({ task }) => task)).size;
  return groupBy(rows, ({ seed }) => [seed])
    .filter((group) => cells(group) === arms * tasks)
    .flat();
}

/** The rows of each arm at the seeds at which this arm has every task of the rows, so that its means are over all. */
export function wholeSeedsOfEach(rows: readonly ScoreRow[]): ScoreRow[] {
  const tasks = new Set(rows.map(({ task }) => task)).size;
  return groupBy(rows, (row) => [armOf(row), row.seed])
    .filter((group) => new Set(group.map(({ task }) => task)).size === tasks)
    .flat();
}

/**
 * Mean, standard deviation and interval over the seeds of each arm, task and x, in the order of first appearance.
 * Throws LabError for a repeated seed, which would make the interval too narrow.
 */
export function summariseSeeds(rows: readonly ScoreRow[]): SummaryRow[] {
  return groupBy(rows, (row) => [armOf(row), row.task, row.x]).map((group) => {
    const { task, x } = group[0];
    const arm = armOf(group[0]);
    const seeds = group.map((row) => row.seed);
    const again = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
    if (again !== undefined)
      throw new LabError(
        `expected each seed once for ${armText(arm)} on ${task} at ${x}, got seed ${again} twice`,
      );
    const { n, mean, sd, interval } = summarise(group.map((row) => row.score));
    const [low, high] = interval ?? [null, null];
    return { ...arm, task, x, n, mean, sd, low, high, ...meanFloor(group) };
  });
}
