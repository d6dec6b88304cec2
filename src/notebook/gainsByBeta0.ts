import { decidedGains } from '../analysis';
import { vanilla } from '../methods';
import type { RunRecord } from '../types';
import { gainsBySignal } from './gainsBySignal';

/**
 * Rows for `showTable`, one for each β_0: what COSEE gains over vanilla, as in `gainsBySignal`. `runs` are those of
 * COSEE. The runs of vanilla on the same tasks are taken from `beside`.
 */
export function gainsByBeta0(runs: readonly RunRecord[], beside: readonly RunRecord[]) {
  const tasks = new Set(runs.map(({ config }) => config.task));
  const plain = beside.filter(({ config: { method, task } }) => method === vanilla.name && tasks.has(task));
  const named = runs.map((run) => ({
    ...run,
    config: { ...run.config, method: `COSEE, β₀ = ${run.config.constants?.beta0}` },
  }));
  return gainsBySignal(decidedGains([...plain, ...named]));
}
