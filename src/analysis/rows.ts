import { LabError } from '../errors';
import { policyOf } from '../methods/policyOf';
import { mapValues } from '../named';
import { answersBy } from '../policies/answers';
import { checkPolicy } from '../policies/checkPolicy';
import type { ExitPolicy, MetricName, RunRecord } from '../types';
import { type Arm, armOf, armText } from './arms';
import { exitScores } from './exitScores';
import { groupBy } from './groups';
import { metricNames } from './metrics';
import { summarise } from './statistics';
import { type SweepPoint, sweep } from './sweep';
import { checkThresholds } from './thresholds';
import { paperCosts, scoreAt, tradeOffCurve } from './tradeoff';

/** One number of one run: `x` is the depth of an exit or a cost fraction, `score` the task's first metric, 0..1. */
export interface ScoreRow extends Arm {
  readonly task: string;
  readonly seed: number;
  readonly x: number;
  readonly score: number;
}

/** What the seeds of one method, or arm, and task say together at one x. */
export interface SummaryRow extends Arm {
  readonly task: string;
  readonly x: number;
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  /** The 95% interval of the mean. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The metric that tables and curves show: the first of the task's. */
export function firstMetric(run: RunRecord): MetricName {
  const name = Object.keys(run.metrics)[0];
  const known = metricNames.find((metric) => metric === name);
  if (known) return known;
  throw new LabError(
    `expected run ${run.id} to have one of the metrics ${metricNames.join(', ')}; got '${name}'`,
  );
}

/** What a run's rows say of it besides its method, or in place of that: `({ config }) => ({ trainSize: config.trainSize })`. */
export type ColumnsOf = (run: RunRecord) => Partial<Arm>;

const noColumns: ColumnsOf = () => ({});

/** The score of each exit alone, every example leaving there (SWEET Table 1); x is the depth. */
export function individualExits(runs: readonly RunRecord[], columns = noColumns): ScoreRow[] {
  return runs.flatMap((run) =>
    exitScores(run.evaluation, firstMetric(run)).map((score, e) => ({
      ...labelsOf(run, columns),
      x: run.evaluation.depths[e],
      score,
    })),
  );
}

/**
 * What every threshold of a policy gives on a run; without a policy, of that of the run's method. Throws LabError for a
 * policy that looks ahead.
 */
export function policySweep(run: RunRecord, policy: ExitPolicy = policyOf(run.config)): SweepPoint[] {
  const { evaluation, config } = run;
  const { depths, classes, extras = {} } = evaluation;
  checkPolicy(policy, { depths, classes, extras: mapValues(extras, ({ shape }) => shape) });
  const calibrated = answersBy(policy, evaluation, config.seed);
  const thresholds = checkThresholds(policy.thresholds(calibrated), policy.signal, evaluation.classes);
  return sweep(calibrated, policy.signal, thresholds, firstMetric(run));
}

/**
 * The score of each run at the costs where SWEET compares methods (Fig. 4 to 6), interpolated; x is the cost fraction.
 * Without a policy, each run's examples leave by that of its method.
 */
export function tradeOff(runs: readonly RunRecord[], given?: ExitPolicy, columns = noColumns): ScoreRow[] {
  return runs.flatMap((run) => {
    const policy = given ?? policyOf(run.config);
    const curve = tradeOffCurve(policySweep(run, policy));
    const labels = labelsOf(run, (one) => ({ policy: policy.title, ...columns(one) }));
    return paperCosts(run.evaluation).map((x) => ({ ...labels, x, score: scoreAt(curve, x) }));
  });
}

/** What a mean over tasks has in place of a task's name. */
export const AVERAGE = 'average';

/** The columns of a run's rows that say whose they are. */
export function labelsOf(run: RunRecord, columns = noColumns): Omit<ScoreRow, 'x' | 'score'> {
  const { method, task, seed } = run.config;
  return { ...armOf({ method, ...columns(run) }), task, seed };
}

/**
 * The mean over tasks of each arm, seed and x, under the task's name `average`, or its own where there is one
 * task. Refuses rows in which a method has some task at some seeds or x only, for then its mean would be of other
 * tasks.
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
    return { ...arm, task, seed, x, score: summarise(group.map((row) => row.score)).mean };
  });
}

/** The rows of the seeds at which every arm has every task: what a fair mean over tasks is made of. */
export function wholeSeeds(rows: readonly ScoreRow[]): ScoreRow[] {
  const cells = (some: readonly ScoreRow[]) => groupBy(some, (row) => [armOf(row), row.task]).length;
  const arms = groupBy(rows, (row) => [armOf(row)]).length;
  const tasks = new Set(rows.map(({ task }) => task)).size;
  return groupBy(rows, ({ seed }) => [seed])
    .filter((group) => cells(group) === arms * tasks)
    .flat();
}

/**
 * Mean, deviation and interval over the seeds of each arm, task and x, in the order of first appearance. Refuses a seed that is there
 * twice: it would make the interval narrower and say nothing new.
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
    return { ...arm, task, x, n, mean, sd, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
  });
}
