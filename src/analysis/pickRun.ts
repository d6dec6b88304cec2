import { LabError } from '../errors';
import type { RunConfig, RunRecord } from '../types';

/** What tells one run from others. */
export type Wanted = Partial<Pick<RunConfig, 'method' | 'task' | 'seed' | 'trainSize'>>;

/**
 * The first of the runs with these settings: `pickRun(runs, { method: 'sweet', seed: 1 })`. Throws LabError if none
 * has.
 */
export function pickRun(runs: readonly RunRecord[], wanted: Wanted): RunRecord {
  const names = ['method', 'task', 'seed', 'trainSize'] as const;
  const asked = names.filter((name) => wanted[name] !== undefined);
  const found = runs.find(({ config }) => asked.every((name) => config[name] === wanted[name]));
  if (found) return found;
  const there = asked.map(
    (name) => `${name} ${[...new Set(runs.map(({ config }) => config[name]))].join(', ') || 'none'}`,
  );
  throw new LabError(
    `expected a run with ${asked.map((name) => `${name} ${wanted[name]}`).join(', ')}; ` +
      `the ${runs.length} runs have ${there.join('; ')}`,
  );
}
