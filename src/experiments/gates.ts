import type { Arm } from '../analysis/arms';
import { learningMethods, methods } from '../methods';
import { learnedExit } from '../policies';
import type { RunRecord } from '../types';

/** The name of the base method of a learning-to-exit method; other names are unchanged. */
export function withoutGates(name: string): string {
  const built = learningMethods.findIndex((method) => method.name === name);
  return built < 0 ? name : methods[built].name;
}

/**
 * The columns of a run of learning to exit in tables that compare methods (Table 4, Fig. 7): its base method, and how
 * its examples leave.
 */
export const builtOn = ({ config }: Pick<RunRecord, 'config'>): Arm => ({
  method: withoutGates(config.method),
  policy: learnedExit.title,
});
