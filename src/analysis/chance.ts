import type { RunRecord } from '../types';
import { floorOfRun } from './firstMetric';

/** A score for each task. */
export interface TaskScores {
  readonly [task: string]: number;
}

/** The score of chance for each task of some runs: see `floorOf`. */
export const chanceScores = (runs: readonly RunRecord[]): TaskScores =>
  Object.fromEntries(runs.map((run) => [run.config.task, floorOfRun(run)]));
