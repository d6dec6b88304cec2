/** The sizes of a profile's tasks (COSEE Table 1). */
import { glueForms } from '../analysis/glueForms';
import { orNull } from '../errors';
import { earlyExit } from '../methods';
import { openDataset } from '../text/dataset';
import { glueTasks } from '../text/tasks';
import { cells } from './experiment';
import type { Profile } from './profiles';
import type { RecordSource } from './records';

export interface DatasetRow {
  readonly task: string;
  /** The task of the same form in GLUE. */
  readonly form: string | null;
  readonly classes: number;
  readonly train: number;
  readonly validation: number;
  /** Null if the labels of the test examples are not known. */
  readonly test: number | null;
}

/** The tasks of a profile that are on this machine, or were when the records were packed. */
export function datasetRows(profile: Profile, source: RecordSource): DatasetRow[] {
  const one = { ...profile, seeds: profile.seeds.slice(0, 1) };
  return cells(one, [earlyExit]).flatMap((options) => {
    const sizes = source.task(options);
    const labels = labelsOf(options.task, profile);
    if (!sizes || !labels) return [];
    const { task, train, validation, test = null } = sizes;
    const form = glueForms[task] ?? (glueTasks.some(({ name }) => name === task) ? task : null);
    return [{ task, form, classes: labels.length, train, validation, test }];
  });
}

const labelsOf = (task: string, { data }: Profile): readonly string[] | undefined =>
  glueTasks.find(({ name }) => name === task)?.labels ??
  orNull(() => openDataset({ task, data }))?.task.labels;
