import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { writeCompact } from '../runs/compact';
import type { RunRecord } from '../types';
import { gradientRows, writeGradientRows } from './gradients';
import type { Profile } from './profiles';
import { openRecords, type Places, recordsFolder, storedRuns, tasksFile } from './records';
import { conflicts, sweetExperiments } from './sweet';

/** What was packed, and how large it is. */
export interface Packed {
  readonly folder: string;
  readonly runs: number;
  readonly bytes: number;
}

/**
 * Gathers all finished runs of a profile's experiments into its records that ship: configurations, scores, logits in half
 * precision and measured gradients, never a sentence. What is packed already and not in the store stays. Throws LabError where no run is finished.
 */
export function packRecords(profile: Profile, places: Places = {}): Packed {
  const source = openRecords(places);
  const stored = sweetExperiments.map((experiment) => storedRuns(profile, experiment, source));
  const all = stored.flatMap(({ found, diverged }) => [...found, ...diverged]);
  const runs = [...new Map(all.map((run): [string, RunRecord] => [run.id, run])).values()];
  if (runs.length === 0)
    throw new LabError(`expected finished runs of the ${profile.name} profile to pack, found none`);
  const folder = places.records ?? recordsFolder(profile);
  writeCompact(folder, runs);
  const gradients = gradientRows(storedRuns(profile, conflicts, source).found, folder);
  if (gradients.length > 0) writeGradientRows(gradients, folder);
  const options = sweetExperiments.flatMap((experiment) => experiment.runs(profile));
  const known = [...new Map(options.map((one) => [one.task, one])).values()].flatMap(
    (one) => source.task(one) ?? [],
  );
  const lines = known.map((task) => `  ${JSON.stringify(task)}`).join(',\n');
  writeAtomically(tasksFile(folder), [`{\n "tasks": [\n${lines}\n ]\n}\n`]);
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { folder, runs: runs.length, bytes };
}
