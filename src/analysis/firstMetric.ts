/** The metric of a run's rows, and its score of chance. */
import { LabError } from '../errors';
import type { MetricName, RunRecord } from '../types';
import { isOfClasses, measure, metricNames } from './metrics';

/** The metric in tables and curves: the first metric of the task. */
export function firstMetric(run: RunRecord): MetricName {
  const name = Object.keys(run.metrics)[0];
  const known = metricNames.find((metric) => metric === name);
  if (known) return known;
  throw new LabError(
    `expected run ${run.id} to have one of the metrics ${metricNames.join(', ')}; got '${name}'`,
  );
}

/**
 * The best score that one constant answer reaches: the share of the largest class for accuracy, 2p / (1 + p) for F1
 * with a share p of class 1, and 0 for correlations.
 */
export function floorOf(metric: MetricName, labels: ArrayLike<number>): number {
  if (!isOfClasses(metric)) return 0;
  const classes = new Set(Array.from(labels));
  return Math.max(
    ...[...classes].map((answer) =>
      measure(
        metric,
        Array.from(labels, () => answer),
        labels,
      ),
    ),
  );
}

/** The score of chance on a run's examples, for its first metric. */
export const floorOfRun = (run: RunRecord): number => floorOf(firstMetric(run), run.evaluation.labels);
