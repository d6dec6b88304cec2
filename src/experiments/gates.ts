import type { Arm } from '../analysis/arms';
import { learningMethods, methods } from '../methods';
import { learnedExit } from '../policies';
import type { RunRecord } from '../types';

/** The name of the method that a learning-to-exit one is built on; any other name stays. */
export function withoutGates(name: string): string {
  const built = learningMethods.findIndex((method) => method.name === name);
  return built < 0 ? name : methods[built].name;
}

/**
 * The columns of a run of learning to exit, in tables that compare the methods as the paper does (Table 4, Fig. 7): the method
 * that it is built on, and how its examples leave.
 */
export const builtOn = ({ config }: Pick<RunRecord, 'config'>): Arm => ({
  method: withoutGates(config.method),
  policy: learnedExit.title,
});
