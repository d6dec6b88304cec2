import { type Profile, profileRun } from '../experiments/profiles';
import { run } from '../runs/run';
import type { Method, RunRecord } from '../types';
import { untilInterrupted } from './interrupt';
import { progressBar } from './progress';

/**
 * The records of every method on every task and seed of a profile: read where they are finished, else trained, with a
 * progress bar. Interrupted, what is finished stays and the run in hand goes on from its checkpoint next time.
 */
export function runProfile(settings: Profile, methods: readonly Method[]): Promise<RunRecord[]> {
  const onProgress = progressBar();
  return untilInterrupted(async (signal) => {
    const records: RunRecord[] = [];
    for (const task of settings.tasks)
      for (const seed of settings.seeds)
        for (const method of methods)
          records.push(await run(profileRun(settings, { method, task, seed }), { signal, onProgress }));
    return records;
  });
}
