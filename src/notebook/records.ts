import {
  alikeButForSeeds,
  averageOverTasks,
  chanceScores,
  individualExits,
  measuredPoints,
  summariseSeeds,
  tradeOff,
  trainingLosses,
} from '../analysis';
import { LabError } from '../errors';
import { averageCurve, type FigureOptions, individualExitsTable, trainingCurves } from '../figures';
import { policyOf } from '../methods/policyOf';
import type { ExitPolicy, RunRecord } from '../types';
import { showFigure } from './figure';
import { figureSetting } from './figureSetting';

/** Options of a figure of records. */
export interface RecordFigure {
  /** The title of the figure. */
  readonly title?: string;
  /** The name of its files. The default is made from the kind of figure, the methods and the tasks. */
  readonly name?: string;
}

type Records = RunRecord | readonly RunRecord[];

/**
 * Shows the speed-accuracy curves of one or several records in one figure: one curve for each method, the mean over
 * seeds and tasks. `policy` says how examples leave; the default is the policy of each method's paper.
 */
export async function showCurve(
  records: Records,
  { policy, ...figure }: RecordFigure & { readonly policy?: ExitPolicy } = {},
): Promise<void> {
  const runs = drawable(records);
  const rows = summariseSeeds(averageOverTasks(tradeOff(runs, policy)));
  const tasks = unique(runs.map(({ config }) => config.task));
  const measured = tasks.length === 1 ? measuredPoints(runs, policy) : [];
  const options = { ...optionsOf(records, figure), leaving: leavingOf(runs, policy), measured };
  await showFigure(nameOf('curve', runs, figure), averageCurve(rows, options), rows);
}

/**
 * Shows the score of each exit, as if every example left there: one line for each method, the mean over seeds; one
 * block for each task.
 */
export async function showExits(records: Records, figure: RecordFigure = {}): Promise<void> {
  const runs = drawable(records);
  const rows = summariseSeeds(individualExits(runs));
  const spec = individualExitsTable(rows, optionsOf(records, figure));
  await showFigure(nameOf('exits', runs, figure), spec, rows);
}

/** Shows the loss of each exit during training: one panel for each method, one line for each exit and record. */
export async function showLosses(records: Records, figure: RecordFigure = {}): Promise<void> {
  const runs = drawable(records);
  const without = runs.find(({ steps }) => steps.length === 0);
  if (without)
    throw new LabError(
      `expected records with the losses of their steps, got ${without.id} without them; ` +
        'records that ship have no steps: train the run',
    );
  const rows = trainingLosses(runs);
  const spec = trainingCurves(rows, optionsOf(records, figure));
  await showFigure(nameOf('losses', runs, figure), spec, rows);
}

const listed = (records: Records): readonly RunRecord[] => ('id' in records ? [records] : records);

/** The records that did not diverge. Throws LabError if there are none, or if more than their seeds differ. */
function drawable(records: Records): readonly RunRecord[] {
  const runs = listed(records).filter(({ diverged }) => !diverged);
  if (runs.length > 0) return alikeButForSeeds(runs);
  throw new LabError(
    `expected at least one record that did not diverge, got ${listed(records).length} that did`,
  );
}

/** How examples leave, in words. */
function leavingOf(runs: readonly RunRecord[], policy?: ExitPolicy): string {
  const titles = unique(runs.map(({ config }) => (policy ?? policyOf(config)).title));
  return titles.length === 1 ? titles[0] : "each method's own rule";
}

/** The distinct values, in order of appearance. */
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

function optionsOf(records: Records, { title }: RecordFigure): FigureOptions {
  const runs = drawable(records);
  return figureSetting(runs, {
    ...(title !== undefined && { title }),
    diverged: listed(records).length - runs.length,
    chance: chanceScores(runs),
  });
}

/** A name for the files of a figure, from its kind, methods and tasks, in the permitted characters. */
function nameOf(kind: string, runs: readonly RunRecord[], { name }: RecordFigure): string {
  const configs = runs.map(({ config }) => config);
  const [methods, tasks] = [configs.map(({ method }) => method), configs.map(({ task }) => task)];
  const about = [kind, ...unique(methods), ...unique(tasks)].join('-');
  return (
    name ??
    about
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/-$/, '')
  );
}
