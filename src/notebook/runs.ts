import { bringProfileToHand } from '../experiments/bringProfile';
import type { Experiment } from '../experiments/experiment';
import type { Profile } from '../experiments/profiles';
import { readyToTrain } from '../experiments/readyToTrain';
import { openRecords } from '../experiments/records';
import { checkProfile } from '../papers/checkProfile';
import { shownPath } from '../paths';
import { untilInterrupted } from '../runs/interrupt';
import { progressBar } from '../runs/progress';
import { defaultStore, run } from '../runs/run';
import { Diverged, type RunSurroundings } from '../runs/surroundings';
import { sayOnce } from '../sayOnce';
import type { RunRecord } from '../types';

/**
 * The records of an experiment on a profile. A finished run is read from the store or from the records that ship,
 * which have no steps; a message says so. Other runs are trained, with a progress bar. Measurements that the
 * experiment adds are made. `fresh` trains all runs again. A run that diverged is named and left out. After an
 * interrupt, finished runs are kept, and the interrupted run continues from its checkpoint next time. Throws LabError
 * if a run has to be trained and the profile's data are missing. Settings that come to the same run, such as two sizes
 * of a task that has fewer examples, give one record.
 */
export function runExperiment(
  settings: Profile,
  experiment: Experiment,
  { fresh = false }: Pick<RunSurroundings, 'fresh'> = {},
): Promise<RunRecord[]> {
  checkProfile(settings);
  const { train = run, isDone = () => true } = experiment;
  const source = openRecords();
  const onProgress = progressBar();
  const say = sayOnce(console.log);
  return untilInterrupted(async (signal) => {
    const records = new Map<string, RunRecord>();
    const read = new Map<string, RunRecord>();
    for (const options of experiment.runs(settings)) {
      const found = fresh ? null : source.find(options).run;
      const finished = found && (ships(found) || isDone(found.folder)) ? found : null;
      if (!finished) {
        await bringProfileToHand(settings, { signal, onProgress, say });
        readyToTrain(settings);
      }
      const record = finished ?? (await unlessDiverged(train(options, { signal, onProgress, say, fresh })));
      if (finished) read.set(finished.id, finished);
      if (record && !record.diverged) records.set(record.id, record);
      else
        console.log(
          `left out, for it diverged: ${options.method.title}, ${options.task}, seed ${options.seed}`,
        );
    }
    sayRead([...read.values()]);
    return [...records.values()];
  });
}

/** Says which runs were read from records, so that an old result is not taken for a new one. */
function sayRead(runs: readonly RunRecord[]): void {
  const shipped = runs.filter(ships).length;
  const stored = runs.length - shipped;
  const places = [
    ...(stored > 0 ? [`${stored} from ${shownPath(defaultStore())}`] : []),
    ...(shipped > 0 ? [`${shipped} of the records that ship`] : []),
  ];
  if (runs.length > 0) console.log(`Runs read, not trained: ${places.join(', ')}.`);
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
