import { LabError } from '../errors';
import { evaluationDifficulties } from '../runs/evaluation';
import { openDataset } from '../text/dataset';
import { glueTasks } from '../text/tasks';
import type { Dataset, RunRecord } from '../types';
import type { Profile } from './profiles';

/**
 * [N]: the true difficulty, 1 to 5, of each of a run's evaluation examples. Empty where the task is not graded, or its data on
 * this machine are not those of the run. Each task is opened once.
 */
export function knownDifficulties({ data }: Pick<Profile, 'data'>): (run: RunRecord) => readonly number[] {
  const opened = new Map<string, Dataset | null>();
  return ({ config }) => {
    const { task } = config;
    if (!opened.has(task)) opened.set(task, openOrNull({ task, data }));
    const dataset = opened.get(task);
    return dataset?.fingerprint === config.data ? evaluationDifficulties(dataset, config) : [];
  };
}

/** What the labels of a run's task are called; `class 0` and so on where its data are not on this machine. */
export function knownLabels({ data }: Pick<Profile, 'data'>): (run: RunRecord) => readonly string[] {
  return ({ config, evaluation }) => {
    const glue = glueTasks.find(({ name }) => name === config.task);
    const labels = (glue ?? openOrNull({ task: config.task, data })?.task)?.labels;
    return labels ?? Array.from({ length: evaluation.classes }, (_, label) => `class ${label}`);
  };
}

function openOrNull(named: { readonly task: string; readonly data?: string }): Dataset | null {
  try {
    return openDataset(named);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
