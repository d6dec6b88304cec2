import { learningMethods, methods } from '../methods';
import type { RunRecord } from '../types';

/** The name of the method that a learning-to-exit one is built on; any other name stays. */
export function withoutGates(name: string): string {
  const built = learningMethods.findIndex((method) => method.name === name);
  return built < 0 ? name : methods[built].name;
}

/** The runs under the names of the methods without gates, for tables that compare them as the paper does (Table 4, Fig. 7). */
export function underPlainNames(runs: readonly RunRecord[]): RunRecord[] {
  return runs.map((run) => ({ ...run, config: { ...run.config, method: withoutGates(run.config.method) } }));
}
