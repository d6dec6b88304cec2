import { groupBy } from '../analysis/groups';
import { LabError } from '../errors';
import type { RunOptions } from '../runs/config';
import type { RunRecord } from '../types';
import type { Experiment } from './experiment';
import type { Profile } from './profiles';
import { findRuns, openRecords, recordsFolder } from './records';
import { counted } from './settingText';

/** The runs of an experiment among the records that ship. */
export interface ShippedRuns {
  readonly found: readonly RunRecord[];
  /** The number of runs that the experiment asks for. */
  readonly asked: number;
  /** What is not there, in words: runs that are missing, diverged or of other examples. */
  readonly lacking: readonly string[];
}

/**
 * Reads the runs of an experiment from the records that ship with a profile. The run store is not read, so every
 * reader gets the same runs. No run is trained. Throws LabError if no run is there.
 */
export function readShipped(
  profile: Profile,
  experiment: Experiment,
  records = recordsFolder(profile),
): ShippedRuns {
  const wanted = experiment.runs(profile);
  const stored = findRuns(wanted, openRecords({ store: null, records }));
  const { found, missing, diverged, strangers } = stored;
  const lacking = [
    ...missingText(missing),
    ...diverged.map(({ config }) => `diverged: ${config.method} on ${config.task}, seed ${config.seed}`),
    ...(strangers.length > 0 ? [`on other examples or weights: ${counted(strangers.length, 'run')}`] : []),
  ];
  if (found.length > 0) return { found, asked: found.length + missing.length + diverged.length, lacking };
  throw new LabError(
    `expected runs of the experiment ${experiment.name} among the records of the ${profile.name} profile, ` +
      `found none of ${wanted.length} in ${records}; run the experiment with runExperiment`,
  );
}

/** `missing: sweet on cola, seeds 2, 3`; methods and tasks that lack the same seeds share a line. */
function missingText(missing: readonly RunOptions[]): string[] {
  const seedsOf = (some: readonly RunOptions[]) =>
    `seed${some.length === 1 ? '' : 's'} ${some.map(({ seed }) => seed).join(', ')}`;
  const cells = groupBy(missing, ({ method, task }) => [method.name, task]).map((own) => ({
    ...{ method: own[0].method.name, task: own[0].task, seeds: seedsOf(own) },
  }));
  const ofTasks = groupBy(cells, ({ task, seeds }) => [task, seeds]).map((own) => ({
    ...{ methods: own.map(({ method }) => method).join(', '), task: own[0].task, seeds: own[0].seeds },
  }));
  return groupBy(ofTasks, ({ methods, seeds }) => [methods, seeds]).map(
    (own) => `missing: ${own[0].methods} on ${own.map(({ task }) => task).join(', ')}, ${own[0].seeds}`,
  );
}
