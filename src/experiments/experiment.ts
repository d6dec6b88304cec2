import type { RunOptions } from '../runs/config';
import type { RunSurroundings } from '../runs/surroundings';
import type { Method, RunRecord } from '../types';
import { type Profile, profileRun, settingsFor } from './profiles';

/** Runs that together answer a question, on any profile. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  runs(profile: Profile): RunOptions[];
  /** Trains one run, and makes the measurements that the experiment adds. The default is `run`. */
  train?(options: RunOptions, surroundings: RunSurroundings): Promise<RunRecord>;
  /** Whether the measurements that the experiment adds are beside a finished run. */
  isDone?(folder: string): boolean;
  /** Writes the measurements of its finished runs into a folder of records that ship. */
  pack?(found: readonly RunRecord[], records: string): void;
}

/** An experiment of a paper. Its runs have the settings that a profile has for that paper and experiment. */
export const experimentOf = (paper: string, { runs, ...about }: Experiment): Experiment => ({
  ...about,
  runs: (profile) => runs(settingsFor(profile, paper, about.name)),
});

/** Every task and seed with every method, ordered by seed. */
export function cells(profile: Profile, chosen: readonly Method[]): RunOptions[] {
  const { tasks, seeds } = profile;
  return seeds.flatMap((seed) =>
    tasks.flatMap((task) => chosen.map((method) => profileRun(profile, { method, task, seed }))),
  );
}

/** The profile restricted to its first task and seed. */
export const oneRun = (profile: Profile): Profile => ({
  ...profile,
  tasks: profile.tasks.slice(0, 1),
  seeds: profile.seeds.slice(0, 1),
});
