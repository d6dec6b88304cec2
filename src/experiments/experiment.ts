import type { RunOptions } from '../runs/config';
import type { RunSurroundings } from '../runs/surroundings';
import type { Method, RunRecord } from '../types';
import { type Profile, profileRun } from './profiles';

/** Runs that answer a question together, on any profile. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  runs(profile: Profile): RunOptions[];
  /** Trains one of its runs and does what else it needs; `run` where absent. */
  train?(options: RunOptions, surroundings: RunSurroundings): Promise<RunRecord>;
  /** Whether what else it needs is there beside a finished run. */
  isDone?(folder: string): boolean;
}

/** Every task and seed by every method, all of a seed before the next. */
export function cells(profile: Profile, chosen: readonly Method[]): RunOptions[] {
  const { tasks, seeds } = profile;
  return seeds.flatMap((seed) =>
    tasks.flatMap((task) => chosen.map((method) => profileRun(profile, { method, task, seed }))),
  );
}

/** The profile on the tasks and seeds of everything but the comparison. */
export const variants = (profile: Profile): Profile => ({
  ...profile,
  tasks: profile.variantTasks,
  seeds: profile.variantSeeds,
});
