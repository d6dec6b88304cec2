import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { writeCompact } from '../runs/compact';
import type { RunRecord } from '../types';
import { ablation, consistency, coseeExperiments } from './cosee';
import { curveRows, writeCurveRows } from './curves';
import type { Experiment } from './experiment';
import { gradientRows, writeGradientRows } from './gradients';
import type { Profile } from './profiles';
import { openRecords, type Places, recordsFolder, storedRuns, tasksFile } from './records';
import { conflicts, sweetExperiments } from './sweet';
import { runsReadTwice, writeReadTwice } from './trainingReadings';

/** What was packed, and how large it is. */
export interface Packed {
  readonly folder: string;
  readonly runs: number;
  readonly bytes: number;
}

const experiments = [...sweetExperiments, ...coseeExperiments];

/**
 * Gathers all finished runs of a profile's experiments, of both papers, into its records that ship: configurations, scores, logits in
 * half precision, measured gradients and training curves, never a sentence. What is packed already and not in the store stays. Throws LabError where no run is finished.
 */
export function packRecords(profile: Profile, places: Places = {}): Packed {
  const source = openRecords(places);
  const stored = new Map(
    experiments.map((experiment) => [experiment, storedRuns(profile, experiment, source)]),
  );
  const all = [...stored.values()].flatMap(({ found, diverged }) => [...found, ...diverged]);
  const runs = [...new Map(all.map((run): [string, RunRecord] => [run.id, run])).values()];
  if (runs.length === 0)
    throw new LabError(`expected finished runs of the ${profile.name} profile to pack, found none`);
  const folder = places.records ?? recordsFolder(profile);
  writeCompact(folder, runs);
  writeMeasured((experiment) => stored.get(experiment)?.found ?? [], folder);
  const options = experiments.flatMap((experiment) => experiment.runs(profile));
  const known = [...new Map(options.map((one) => [one.task, one])).values()].flatMap(
    (one) => source.task(one) ?? [],
  );
  const lines = known.map((task) => `  ${JSON.stringify(task)}`).join(',\n');
  writeAtomically(tasksFile(folder), [`{\n "tasks": [\n${lines}\n ]\n}\n`]);
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { folder, runs: runs.length, bytes };
}

/** What is measured beside the runs. */
function writeMeasured(found: (experiment: Experiment) => readonly RunRecord[], folder: string): void {
  const gradients = gradientRows(found(conflicts), folder);
  if (gradients.length > 0) writeGradientRows(gradients, folder);
  const curves = curveRows(found(ablation), folder);
  if (curves.length > 0) writeCurveRows(curves, folder);
  const read = runsReadTwice(found(consistency), folder);
  if (read.length > 0) writeReadTwice(read, folder);
}
