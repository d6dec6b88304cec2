import { LabError } from '../errors';
import { shownValue } from '../shown';
import type { MetricName, Task } from '../types';

/** The metrics of regression tasks. */
export const metricsOfNumbers: readonly MetricName[] = ['pearson', 'spearman'];

/** A label of a regression task. Throws LabError, which begins with `where`, if it is not a number in the range. */
export function numberLabel([low, high]: NonNullable<Task['range']>, label: unknown, where: string): number {
  if (typeof label === 'number' && label >= low && label <= high) return label;
  throw new LabError(
    `${where}: expected the label to be a number from ${low} to ${high}, got ${shownValue(label)}`,
  );
}
