/** The choice of a method's own constant by the area under the trade-off curve. */
import { LabError } from '../errors';
import { ownConstants } from '../methods/ownConstants';
import { policyOf } from '../methods/policyOf';
import type { RunConfig, RunRecord } from '../types';
import { groupBy } from './groups';
import { type ChosenOn, meanAreas, onOneHalf } from './learningRates';

/** One value of the constant of a method, on one task. */
export interface OwnConstantRow {
  readonly method: string;
  readonly task: string;
  readonly constant: string;
  readonly value: number;
  readonly seeds: number;
  /** Mean area under the curve over the seeds: on the examples of the choice, and on those of the report. */
  readonly choice: number;
  readonly report: number;
}

/**
 * The areas of every value of the constant of every method on each task, by the policy of the method's paper. Throws
 * LabError for a run of a method that has no constant to be searched.
 */
export function ownConstantRows(
  runs: readonly RunRecord[],
  chosenOn: ChosenOn = onOneHalf,
): OwnConstantRow[] {
  return groupBy(runs, ({ config: { method, task, constants } }) => [method, task, constants]).map(
    (group) => {
      const { config } = group[0];
      const { method, task } = config;
      const areas = meanAreas(group, policyOf(config), chosenOn);
      return { method, task, ...constantOf(config), ...areas };
    },
  );
}

function constantOf({ method, constants }: RunConfig): Pick<OwnConstantRow, 'constant' | 'value'> {
  const { constant } = ownConstants[method] ?? {};
  if (constant !== undefined) return { constant, value: Number(constants?.[constant]) };
  const known = Object.keys(ownConstants).join(', ');
  throw new LabError(
    `expected runs of methods with a constant to be searched, ${known}; got one of ${method}`,
  );
}
