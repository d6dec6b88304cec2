import { LabError } from '../errors';
import type { RunConfig, RunRecord } from '../types';
import { groupBy } from './groups';

/**
 * Returns the runs unchanged if the runs of each method and task differ in their seeds alone: a mean over seeds needs
 * runs that are otherwise equal. Throws LabError that names the other differences.
 */
export function alikeButForSeeds(runs: readonly RunRecord[]): readonly RunRecord[] {
  const configs = runs.map(({ config }) => config);
  for (const group of groupBy(configs, ({ method, task }) => [method, task])) {
    const [{ method, task }] = group;
    const seeds = group.map(({ seed }) => seed);
    const again = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
    if (again !== undefined)
      throw new LabError(`expected each seed once for ${method} on ${task}, got seed ${again} twice`);
    const differing = differences(group);
    if (differing.length > 0)
      throw new LabError(
        `expected records of ${method} on ${task} that differ in their seeds alone, because their mean is drawn; got ` +
          `${differing.join('; ')}. Draw them in separate figures, or give each method a name of its own.`,
      );
  }
  return runs;
}

/** Whether the configurations are equal but for their seeds. */
export const differInSeedsAlone = (configs: readonly RunConfig[]): boolean =>
  differences(configs).length === 0;

/** "trainSize 1000 and 2000" for each setting, other than the seed, that has several values. */
function differences(configs: readonly RunConfig[]): string[] {
  const names = [...new Set(configs.flatMap((config) => Object.keys(config)))];
  return names
    .filter((name) => name !== 'seed')
    .map((name) => ({ name, values: [...new Set(configs.map((config) => shownValue(config, name)))] }))
    .filter(({ values }) => values.length > 1)
    .map(({ name, values }) => `${name} ${values.join(' and ')}`);
}

const shownValue = (config: RunConfig, name: string): string =>
  JSON.stringify(new Map<string, unknown>(Object.entries(config)).get(name)) ?? 'none';
