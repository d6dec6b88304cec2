import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import { targetOf } from '../targets';
import type { ExitRecord, Labels, MetricName } from '../types';
import { measure } from './metrics';

/**
 * What every exit answers, [E, N]: the class of the largest logit, the first of equals, or the number. Throws LabError
 * for outputs that are no finite numbers: they answer nothing.
 */
export function exitPredictions(record: ExitRecord): Labels {
  checkOutputs(record);
  return targetOf(record.classes).predictions(record.logits, record.classes);
}

/** Refuses a metric that does not fit what the exits answer, such as the accuracy of numbers. */
export function checkMetric({ classes }: ExitRecord, metric: MetricName): void {
  const { name, metrics } = targetOf(classes);
  if (metrics.includes(metric)) return;
  throw new LabError(`expected a metric of ${name} (${metrics.join(', ')}), got ${metric}`);
}

/** The metric of each exit alone, as if every example left there, [E] (SWEET Table 1). */
export function exitScores(record: ExitRecord, metric: MetricName): number[] {
  checkMetric(record, metric);
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.map((_, e) =>
    measure(metric, predictions.subarray(e * N, (e + 1) * N), record.labels),
  );
}

/** Depths of the exits that answer every example alike: a correlation, Matthews' too, is undefined there and counts as 0. */
export function constantExits(record: ExitRecord): number[] {
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  return record.depths.filter((_, e) => {
    const answers = predictions.subarray(e * N, (e + 1) * N);
    return answers.every((answer: number) => answer === answers[0]);
  });
}
