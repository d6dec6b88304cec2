import { orNull } from '../errors';
import { evaluationDifficulties, evaluationExamples } from '../runs/evaluation';
import { wordCount } from '../text/bagOfWords';
import { openDataset } from '../text/dataset';
import { glueTasks } from '../text/tasks';
import type { Dataset, RunRecord } from '../types';
import { once } from './once';
import type { Profile } from './profiles';

/** The tasks of a profile on this machine, each opened once; null for a task that is missing. */
const datasetsOf = ({ data }: Pick<Profile, 'data'>) =>
  once(
    (task: string) => task,
    (task) => orNull(() => openDataset({ task, data })),
  );

/** The dataset of a run, or null if it is not on this machine or its examples differ from those of the run. */
export function knownDatasets(profile: Pick<Profile, 'data'>): (run: RunRecord) => Dataset | null {
  const datasetOf = datasetsOf(profile);
  return ({ config }) => {
    const dataset = datasetOf(config.task);
    return dataset?.fingerprint === config.data ? dataset : null;
  };
}

/**
 * [N]: the true difficulty, 1 to 5, of each of a run's evaluation examples. Empty if the task is not graded, or if
 * the data on this machine differ from those of the run.
 */
export function knownDifficulties(profile: Pick<Profile, 'data'>): (run: RunRecord) => readonly number[] {
  const datasetOf = knownDatasets(profile);
  return (run) => {
    const dataset = datasetOf(run);
    return dataset ? evaluationDifficulties(dataset, run.config) : [];
  };
}

/** [N]: the number of words of each of a run's evaluation examples. Empty where the data of the run are not at hand. */
export function knownLengths(profile: Pick<Profile, 'data'>): (run: RunRecord) => readonly number[] {
  const datasetOf = knownDatasets(profile);
  return (run) => {
    const dataset = datasetOf(run);
    return dataset ? evaluationExamples(dataset, run.config).map(wordCount) : [];
  };
}

/** The names of the labels of a run's task; `class 0` and so on if its data are not on this machine. */
export function knownLabels(profile: Pick<Profile, 'data'>): (run: RunRecord) => readonly string[] {
  const datasetOf = datasetsOf(profile);
  return ({ config, evaluation }) => {
    const glue = glueTasks.find(({ name }) => name === config.task);
    const labels = (glue ?? datasetOf(config.task)?.task)?.labels;
    return labels ?? Array.from({ length: evaluation.classes }, (_, label) => `class ${label}`);
  };
}
