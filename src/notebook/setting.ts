import { LabError, orNull } from '../errors';
import type { Experiment } from '../experiments/experiment';
import { examplesOf } from '../experiments/match';
import { type Profile, profile } from '../experiments/profiles';
import { findRuns, openRecords } from '../experiments/records';
import { type Setting, settingText } from '../experiments/settingText';
import { readShipped } from '../experiments/shippedRuns';
import { trainingTime } from '../experiments/trainingTime';
import { type RunOptions, recipe } from '../runs/config';
import type { RunRecord } from '../types';
import { notebookExperiments, sharedRuns } from './notebookRuns';
import { tryItExperiments } from './tryItRuns';
import { wrapped } from './wrapped';

/** The profiles whose records ship. */
const shippedProfiles = ['shipped', 'real'];

/**
 * Prints the setting of a notebook, a paragraph for what the reader trains and one for each profile whose records are
 * the evidence: runs, tasks, seeds, examples, epochs, batch, learning rates, minutes, and the runs shared with other
 * notebooks. `setting(2)` reads the experiments of notebook 2; others can be given, and others for the reader's own
 * runs. No run is trained.
 */
export function setting(
  notebook: number,
  tryIt: Profile = profile(),
  experiments: readonly Experiment[] = notebookExperiments[notebook] ?? [],
  tryItRuns: readonly Experiment[] = tryItExperiments[notebook] ?? experiments,
): void {
  if (experiments.length === 0)
    throw new LabError(
      `expected a notebook among ${Object.keys(notebookExperiments).join(', ')}, or the experiments that ` +
        `it reads; got ${notebook}: setting(${notebook}, profile(), [an experiment])`,
    );
  const evidence = shippedProfiles.flatMap((name) => evidenceOf(profile(name), experiments));
  const others = evidence.flatMap(({ found }) => found);
  const source = openRecords();
  const asked = tryItRuns.flatMap(({ runs }) => runs(tryIt));
  const wanted = distinct(
    asked.map((options) => ({ ...options, ...examplesOf(options, source.task(options) ?? undefined) })),
  );
  const { found } = findRuns(wanted, source);
  const time = trainingTime(
    wanted,
    found,
    others.filter(({ config }) => config.encoder === wanted[0]?.encoder),
  );
  say(
    `Try it (${tryIt.name}): ${settingText(wanted.map(asSetting))}`,
    time,
    sharedRuns(notebook, tryIt, tryItRuns),
  );
  for (const { settings, found } of evidence)
    say(
      `The evidence (${settings.name}): ${settingText(found.map(({ config }) => config))}`,
      trainingTime([], found),
      sharedRuns(notebook, settings, experiments),
    );
}

/** The distinct runs of the experiments among the records of a profile; empty if none ships. */
function evidenceOf(settings: Profile, experiments: readonly Experiment[]) {
  const runs = experiments.flatMap(
    (experiment) => orNull(() => readShipped(settings, experiment))?.found ?? [],
  );
  const found = [...new Map(runs.map((run): [string, RunRecord] => [run.id, run])).values()];
  return found.length === 0 ? [] : [{ settings, found }];
}

const say = (...parts: readonly string[]): void =>
  console.log(wrapped(parts.filter((part) => part !== '').join('; ')));

/** Runs without repetitions; two experiments can ask for the same run. */
function distinct(wanted: readonly RunOptions[]): RunOptions[] {
  const key = ({ method, snapshots: _, ...options }: RunOptions) =>
    JSON.stringify([method.name, method.constants, options]);
  return [...new Map(wanted.map((options): [string, RunOptions] => [key(options), options])).values()];
}

const asSetting = ({ method, ...options }: RunOptions): Setting => ({
  ...recipe,
  ...options,
  method: method.name,
});
