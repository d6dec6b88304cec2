import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import { targetOf } from '../targets';
import type { ExitRecord, Labels, MetricName } from '../types';
import { measure } from './metrics';

/**
 * The prediction of every exit, [E, N]: the class with the largest logit (the first of equal ones), or the number.
 * Throws LabError for NaN or infinite outputs.
 */
export function exitPredictions(record: ExitRecord): Labels {
  checkOutputs(record);
  return targetOf(record.classes).predictions(record.logits, record.classes);
}

/** Throws LabError for a metric of the wrong kind, such as accuracy for a regression task. */
export function checkMetric({ classes }: ExitRecord, metric: MetricName): void {
  const { name, metrics } = targetOf(classes);
  if (metrics.includes(metric)) return;
  throw new LabError(`expected a metric of ${name} (${metrics.join(', ')}), got ${metric}`);
}

/** The metric of each exit, as if every example left there, [E] (SWEET Table 1). */
export function exitScores(record: ExitRecord, metric: MetricName): number[] {
  checkMetric(record, metric);
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    measure(metric, predictions.subarray(e * N, (e + 1) * N), record.labels),
  );
}

/** The metrics that are undefined for a constant prediction, and count as 0 there. */
export const undefinedForConstants = (metrics: readonly string[]): string[] =>
  metrics.filter((metric) => ['matthews', 'pearson', 'spearman'].includes(metric));

/** The depths of exits with a constant prediction. Correlations, also Matthews', are undefined there and count as 0. */
export function constantExits(record: ExitRecord): number[] {
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.filter((_, e) => {
    const answers = predictions.subarray(e * N, (e + 1) * N);
    return answers.every((answer: number) => answer === answers[0]);
  });
}
