/** The runs that a notebook shares with others, in words. */
import type { Experiment } from '../experiments/experiment';
import type { Profile } from '../experiments/profiles';
import type { RunOptions } from '../runs/config';
import { type NotebookRuns, notebookRuns } from './notebookRuns';

/**
 * The runs that the reader of a notebook trains and that other notebooks of the table train too. What a cell defines is
 * in no table. A notebook that measures a run during its training trains it again.
 */
export const trainedElsewhere = (
  notebook: number,
  settings: Profile,
  experiments: readonly Experiment[],
): string => sharedRuns(notebook, settings, experiments, ({ trains }) => trains);

/** The runs of an experiment whose records other notebooks read too. */
export const readElsewhere = (notebook: number, settings: Profile, experiment: Experiment): string =>
  sharedRuns(
    notebook,
    settings,
    [experiment],
    ({ reads }) => reads[settings.name as keyof typeof reads] ?? [],
  );

/** `runs shared with notebooks 3 (all), 5 (9)`. Empty if no run is shared. */
function sharedRuns(
  notebook: number,
  settings: Profile,
  experiments: readonly Experiment[],
  theirs: (other: NotebookRuns) => readonly Experiment[],
): string {
  const own = keysOf(settings, experiments);
  const others = Object.entries(notebookRuns).filter(([number]) => Number(number) !== notebook);
  const shared = others.flatMap(([number, other]) => {
    const count = [...keysOf(settings, theirs(other))].filter((key) => own.has(key)).length;
    return count === 0 ? [] : [`${number} (${count === own.size ? 'all' : count})`];
  });
  return shared.length === 0 ? '' : `runs shared with notebooks ${shared.join(', ')}`;
}

/** The keys of the runs of some experiments on a profile. */
export const keysOf = (settings: Profile, experiments: readonly Experiment[]): Set<string> =>
  new Set(experiments.flatMap(({ runs }) => runs(settings)).map(keyOf));

/** What identifies a run: method and options as a text. Snapshots change no result. */
export function keyOf({ method, snapshots: _, ...options }: RunOptions): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([method.name, method.constants, sorted]);
}
