import { type Profile, profileRun, readyToTrain } from '../experiments/profiles';
import { openRecords } from '../experiments/records';
import { run } from '../runs/run';
import type { Method, RunRecord } from '../types';
import { untilInterrupted } from './interrupt';
import { progressBar } from './progress';

/**
 * The records of every method on every task and seed of a profile: read where they are finished, in the store or among those
 * that ship (which have no steps), else trained, with a progress bar. Interrupted, what is finished stays and the run in hand
 * goes on from its checkpoint next time. Runs that diverged are left out, and named. Throws LabError where something is to be trained and the profile lacks its data.
 */
export function runProfile(settings: Profile, methods: readonly Method[]): Promise<RunRecord[]> {
  const onProgress = progressBar();
  const source = openRecords(settings);
  return untilInterrupted(async (signal) => {
    const records: RunRecord[] = [];
    for (const task of settings.tasks)
      for (const seed of settings.seeds)
        for (const method of methods) {
          const options = profileRun(settings, { method, task, seed });
          const finished = source.find(options).run;
          if (!finished) readyToTrain(settings);
          records.push(finished ?? (await run(options, { signal, onProgress })));
        }
    for (const { id } of records.filter(({ diverged }) => diverged))
      console.log(`left out: ${id}, which diverged`);
    return records.filter(({ diverged }) => !diverged);
  });
}
