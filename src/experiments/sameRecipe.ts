import { groupBy } from '../analysis/groups';
import { LabError } from '../errors';
import { recipe } from '../runs/config';
import type { RunConfig, RunRecord } from '../types';

/** What belongs to a method or to a task, or is a draw: it may differ between the runs of a view. */
const FREE: readonly string[] = [
  'method',
  'constants',
  'behaviour',
  'learningRate',
  'pooler',
  'task',
  'data',
  'seed',
];

/** Numbers of examples depend on the task. Within a task they are equal. */
const OF_TASK: readonly string[] = ['trainSize', 'evalSize'];

/**
 * Throws LabError if runs that a view compares disagree in their recipe, such as the batch or the number of epochs. The
 * error names the settings and runs. `varies` lists the settings that the view compares.
 */
export function checkSameRecipe(
  view: string,
  runs: readonly RunRecord[],
  varies: readonly (keyof RunConfig)[] = [],
): void {
  const free = [...FREE, ...varies];
  const settings = [...new Set(runs.flatMap(({ config }) => Object.keys(config)))].filter(
    (name) => !free.includes(name),
  );
  const [ofTask, general] = [true, false].map((is) =>
    settings.filter((name) => OF_TASK.includes(name) === is),
  );
  const tasks = groupBy(runs, ({ config }) => [config.task]);
  const differing = [...differences(runs, general), ...tasks.flatMap((group) => differences(group, ofTask))];
  if (differing.length === 0) return;
  throw new LabError(
    `${view}: expected runs with one recipe, because their scores are compared; got\n` +
      `${differing.slice(0, 4).join('\n')}\nLeave out the runs of the other recipe.`,
  );
}

/** "batch: 16 (early-exit-rte-seed1-...), 32 (sweet-rte-seed1-...)" for each setting that has several values. */
function differences(runs: readonly RunRecord[], names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const groups = groupBy(runs, ({ config }) => [settingOf(config, name)]);
    if (groups.length < 2) return [];
    const told = groups.map(
      ([{ id, config }]) => `${JSON.stringify(settingOf(config, name)) ?? 'none'} (${id})`,
    );
    return [`${name}: ${told.slice(0, 3).join(', ')}`];
  });
}

/** A setting that older records lack has its default. */
const settingOf = (config: RunConfig, name: string): unknown =>
  new Map<string, unknown>(Object.entries({ ...recipe, ...config })).get(name);
