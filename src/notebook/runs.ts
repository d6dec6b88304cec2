import { checkProfile } from '../experiments/checkProfile';
import type { Experiment } from '../experiments/experiment';
import { type Profile, readyToTrain } from '../experiments/profiles';
import { openRecords } from '../experiments/records';
import { untilInterrupted } from '../runs/interrupt';
import { run } from '../runs/run';
import { Diverged } from '../runs/surroundings';
import type { RunRecord } from '../types';
import { progressBar } from './progress';

/**
 * The records of an experiment on a profile: read where they are finished, in the store or among those that ship (which
 * have no steps), else trained, with a progress bar, and what else the experiment needs is done. A run that diverged is named and left out. Interrupted, what is
 * finished stays and the run in hand goes on from its checkpoint next time. Throws LabError where something is to be
 * trained and the profile lacks its data.
 */
export function runExperiment(settings: Profile, experiment: Experiment): Promise<RunRecord[]> {
  checkProfile(settings);
  const { train = run, isDone = () => true } = experiment;
  const source = openRecords();
  const onProgress = progressBar();
  return untilInterrupted(async (signal) => {
    const records: RunRecord[] = [];
    for (const options of experiment.runs(settings)) {
      const { run: found } = source.find(options);
      const finished = found && (ships(found) || isDone(found.folder)) ? found : null;
      if (!finished) readyToTrain(settings);
      const record = finished ?? (await unlessDiverged(train(options, { signal, onProgress })));
      if (record && !record.diverged) records.push(record);
      else
        console.log(
          `left out, for it diverged: ${options.method.title}, ${options.task}, seed ${options.seed}`,
        );
    }
    return records;
  });
}

const ships = ({ steps }: RunRecord): boolean => steps.length === 0;

async function unlessDiverged(running: Promise<RunRecord>): Promise<RunRecord | null> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Diverged) return null;
    throw error;
  }
}
