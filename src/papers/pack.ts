import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import type { Profile } from '../experiments';
import { packBagAnswers } from '../experiments/bagAnswers';
import { openRecords, type Places, recordsFolder, storedRuns, tasksFile } from '../experiments/records';
import { writeAtomically } from '../files';
import { writeCompact } from '../runs/compact';
import type { RunRecord } from '../types';
import { everyExperiment } from './index';

/** What was packed, and its size. */
export interface Packed {
  readonly folder: string;
  readonly runs: number;
  readonly bytes: number;
}

/**
 * Collects all finished runs of a profile's experiments, of every paper, into the records that ship: configurations,
 * scores, logits in half precision, measured gradients, training curves and, for tasks that do not ship, the answers of
 * bags of words; no sentences. Records that were packed
 * earlier and are not in the store stay. Throws LabError if no run is finished.
 */
export function packRecords(profile: Profile, places: Places = {}): Packed {
  const source = openRecords(places);
  const stored = everyExperiment.map((experiment) => ({
    experiment,
    ...storedRuns(profile, experiment, source),
  }));
  const all = stored.flatMap(({ found, diverged }) => [...found, ...diverged]);
  const runs = [...new Map(all.map((run): [string, RunRecord] => [run.id, run])).values()];
  if (runs.length === 0)
    throw new LabError(`expected finished runs of the ${profile.name} profile to pack, found none`);
  const folder = places.records ?? recordsFolder(profile);
  writeCompact(folder, runs);
  for (const { experiment, found } of stored) experiment.pack?.(found, folder);
  if (profile.data !== undefined) packBagAnswers(runs, folder, profile);
  const options = everyExperiment.flatMap((experiment) => experiment.runs(profile));
  const known = [...new Map(options.map((one) => [one.task, one])).values()].flatMap(
    (one) => source.task(one) ?? [],
  );
  const lines = known.map((task) => `  ${JSON.stringify(task)}`).join(',\n');
  writeAtomically(tasksFile(folder), [`{\n "tasks": [\n${lines}\n ]\n}\n`]);
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { folder, runs: runs.length, bytes };
}
