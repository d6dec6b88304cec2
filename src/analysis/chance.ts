import { targetOf } from '../targets';
import type { RunRecord } from '../types';
import { measure } from './metrics';
import { firstMetric } from './rows';

/** A score for each task. */
export interface TaskScores {
  readonly [task: string]: number;
}

/**
 * What a model that gives one and the same answer to every example scores at best, for each task of some runs: of
 * accuracy the share of the most frequent label; of a correlation 0.
 */
export function chanceScores(runs: readonly RunRecord[]): TaskScores {
  return Object.fromEntries(runs.map((run) => [run.config.task, constantScore(run)]));
}

function constantScore(run: RunRecord): number {
  const { labels, classes } = run.evaluation;
  const metric = firstMetric(run);
  const constants = targetOf(classes).metrics.includes('accuracy') ? [...Array(classes).keys()] : [0];
  return Math.max(
    ...constants.map((answer) =>
      measure(
        metric,
        labels.map(() => answer),
        labels,
      ),
    ),
  );
}
