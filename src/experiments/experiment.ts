import type { RunOptions } from '../runs/config';
import type { RunSurroundings } from '../runs/surroundings';
import type { Method, RunRecord } from '../types';
import { type Profile, profileRun, settingsFor } from './profiles';

/** Runs that answer a question together, on any profile. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  runs(profile: Profile): RunOptions[];
  /** Trains one of its runs and does what else it needs; `run` where absent. */
  train?(options: RunOptions, surroundings: RunSurroundings): Promise<RunRecord>;
  /** Whether what else it needs is there beside a finished run. */
  isDone?(folder: string): boolean;
  /** Writes what was measured beside its finished runs into a folder of records, to be shipped. */
  pack?(found: readonly RunRecord[], records: string): void;
}

/** An experiment of a paper, whose runs have the settings that a profile says for them. */
export const experimentOf = (paper: string, { runs, ...about }: Experiment): Experiment => ({
  ...about,
  runs: (profile) => runs(settingsFor(profile, paper, about.name)),
});

/** Every task and seed by every method, all of a seed before the next. */
export function cells(profile: Profile, chosen: readonly Method[]): RunOptions[] {
  const { tasks, seeds } = profile;
  return seeds.flatMap((seed) =>
    tasks.flatMap((task) => chosen.map((method) => profileRun(profile, { method, task, seed }))),
  );
}

/** The profile on its first task and seed alone. */
export const oneRun = (profile: Profile): Profile => ({
  ...profile,
  tasks: profile.tasks.slice(0, 1),
  seeds: profile.seeds.slice(0, 1),
});
