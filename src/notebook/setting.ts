import { LabError } from '../errors';
import type { Experiment } from '../experiments/experiment';
import { examplesOf } from '../experiments/match';
import { type Profile, profile } from '../experiments/profiles';
import { findRuns, openRecords, recordsFolder, storedRuns } from '../experiments/records';
import { listed, type Setting, settingText } from '../experiments/settingText';
import { trainingTime } from '../experiments/trainingTime';
import { type RunOptions, recipe } from '../runs/config';
import type { RunRecord } from '../types';
import { notebookRuns } from './notebookRuns';
import { keyOf, readElsewhere, trainedElsewhere } from './sharedRuns';
import { wrapped } from './wrapped';

/**
 * Prints the setting of a notebook: a paragraph for what the reader trains, and one for each experiment whose records
 * are the evidence, if any ships. A paragraph has runs, tasks, seeds, examples, epochs, batch, learning rates, minutes,
 * and the runs shared with other notebooks. `setting(2)` is that of notebook 2. A notebook that defines what the reader
 * trains gives it: `setting(10, settings, [clocked])`. A notebook outside the course has no evidence here. No run is
 * trained. Throws LabError if it is not known what the reader trains.
 */
export function setting(
  notebook: number,
  tryIt: Profile = profile(),
  trains: readonly Experiment[] = notebookRuns[notebook]?.trains ?? [],
): void {
  if (trains.length === 0)
    throw new LabError(
      `expected the experiments that the reader of notebook ${notebook} trains, got none; give them as in ` +
        `setting(${notebook}, profile(), [an experiment]); the lab knows those of notebooks ${known()}`,
    );
  const evidence = Object.entries(notebookRuns[notebook]?.reads ?? {}).flatMap(([name, experiments]) => {
    const settings = profile(name);
    const source = openRecords({ store: null, records: recordsFolder(settings) });
    return experiments
      .map((experiment) => ({ settings, experiment, ...storedRuns(settings, experiment, source) }))
      .filter(({ found }) => found.length > 0);
  });
  sayTryIt(
    notebook,
    tryIt,
    trains,
    evidence.flatMap(({ found }) => found),
  );
  for (const { settings, experiment, found } of evidence)
    say(
      `The evidence (${settings.name}, ${experiment.name}): ${settingText(found.map(({ config }) => config))}`,
      trainingTime([], found),
      readElsewhere(notebook, settings, experiment),
    );
}

/** The notebooks of which it is known what the reader trains. */
const known = (): string =>
  listed(Object.keys(notebookRuns).filter((number) => notebookRuns[number].trains.length > 0));

/** What the reader trains, with the time that it takes: of runs at hand, or by the pace of others. */
function sayTryIt(
  notebook: number,
  tryIt: Profile,
  trains: readonly Experiment[],
  others: readonly RunRecord[],
): void {
  const source = openRecords();
  const asked = trains
    .flatMap(({ runs }) => runs(tryIt))
    .map((options) => ({ ...options, ...examplesOf(options, source.task(options) ?? undefined) }));
  const wanted = [...new Map(asked.map((options) => [keyOf(options), options])).values()];
  const { found } = findRuns(wanted, source);
  const alike = new Map(
    others.filter(({ config }) => config.encoder === wanted[0]?.encoder).map((run) => [run.id, run]),
  );
  say(
    `Try it (${tryIt.name}): ${settingText(wanted.map(asSetting))}`,
    trainingTime(wanted, found, [...alike.values()]),
    trainedElsewhere(notebook, tryIt, trains),
  );
}

const say = (...parts: readonly string[]): void =>
  console.log(wrapped(parts.filter((part) => part !== '').join('; ')));

const asSetting = ({ method, ...options }: RunOptions): Setting => ({
  ...recipe,
  ...options,
  method: method.name,
});
