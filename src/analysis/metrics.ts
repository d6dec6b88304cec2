import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { MetricName } from '../types';
import { ranks } from './ranks';

/**
 * An undefined ratio is 0, the score of a model that has learnt nothing: F1 without positives, and a correlation with
 * a constant side.
 */
const ratio = (above: number, below: number) => (below === 0 ? 0 : above / below);

const isClass = (value: number) => Number.isInteger(value) && value >= 0;

/** Counts [C, C] of labels (rows) and predictions (columns). Throws LabError for values that are not classes. */
export function confusionMatrix(predictions: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  let C = 2;
  for (let n = 0; n < labels.length; n++) {
    const [label, prediction] = [labels[n], predictions[n]];
    if (!isClass(label) || !isClass(prediction))
      throw new LabError(
        `expected labels and predictions to be classes, 0, 1, ..., ` +
          `got ${label} and ${prediction}; for numbers, take pearson or spearman`,
      );
    C = Math.max(C, label + 1, prediction + 1);
  }
  const counts = new Int32Array(C * C);
  for (let n = 0; n < labels.length; n++) counts[labels[n] * C + predictions[n]]++;
  return counts;
}

/** For each class: the counts of correct examples, of labels and of predictions. */
function margins(confusion: ArrayLike<number>): { right: number; labelled: number; predicted: number }[] {
  const C = Math.sqrt(confusion.length);
  return Array.from({ length: C }, (_, k) => {
    let [labelled, predicted] = [0, 0];
    for (let j = 0; j < C; j++) {
      labelled += confusion[k * C + j];
      predicted += confusion[j * C + k];
    }
    return { right: confusion[k * C + k], labelled, predicted };
  });
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

/** Fraction of examples that are correct. It makes no list of `margins`, because draws need it very often. */
export function accuracy(confusion: ArrayLike<number>): number {
  const C = Math.sqrt(confusion.length);
  let [right, labelled] = [0, 0];
  for (let k = 0; k < C; k++) {
    let ofClass = 0;
    for (let j = 0; j < C; j++) ofClass += confusion[k * C + j];
    right += confusion[k * C + k];
    labelled += ofClass;
  }
  return ratio(right, labelled);
}

/** F1 of class 1: 2 correct / (labels + predictions). */
export function f1(confusion: ArrayLike<number>): number {
  const { right, labelled, predicted } = margins(confusion)[1];
  return ratio(2 * right, labelled + predicted);
}

/**
 * Matthews' correlation for any number of classes (Gorodkin 2004). With c correct of s examples, t_k labels and p_k
 * predictions of class k: (c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2)(s^2 - sum t_k^2)).
 */
export function matthews(confusion: ArrayLike<number>): number {
  const classes = margins(confusion);
  const s = sum(classes, (k) => k.labelled);
  const c = sum(classes, (k) => k.right);
  const crossed = sum(classes, (k) => k.predicted * k.labelled);
  const predicted2 = sum(classes, (k) => k.predicted ** 2);
  const labelled2 = sum(classes, (k) => k.labelled ** 2);
  return ratio(c * s - crossed, Math.sqrt((s * s - predicted2) * (s * s - labelled2)));
}

/** Throws LabError for an empty list, and for two lists of unequal lengths. */
function requirePairs(predictions: ArrayLike<number>, labels: ArrayLike<number>): void {
  if (labels.length === 0 || predictions.length !== labels.length)
    throw new LabError(
      `expected as many predictions as labels and at least one, got ${predictions.length} and ${labels.length}`,
    );
}

/**
 * Pearson's correlation; 0 if one side is constant. The first value of each side is subtracted, so that a constant
 * side is exactly 0. Throws LabError for NaN or infinite numbers.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requirePairs(x, y);
  for (const side of [x, y]) requireFinite(side, 'the numbers of a correlation');
  const n = y.length;
  const [x0, y0] = [x[0], y[0]];
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += (x[i] - x0) / n;
    meanY += (y[i] - y0) / n;
  }
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[i] - x0 - meanX, y[i] - y0 - meanY];
    xy += dx * dy;
    xx += dx ** 2;
    yy += dy ** 2;
  }
  return ratio(xy, Math.sqrt(xx * yy));
}

/** Spearman's correlation: Pearson's correlation of the ranks. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return pearson(ranks(x), ranks(y));
}

const ofClasses = { accuracy, f1, matthews };
const ofNumbers = { pearson, spearman };

/** Whether a confusion matrix is enough to compute a metric. */
export const isOfClasses = (metric: MetricName): metric is keyof typeof ofClasses => metric in ofClasses;

export const metricNames: readonly MetricName[] = ['accuracy', 'f1', 'matthews', 'pearson', 'spearman'];

/** The named metric of predictions [N] and labels [N]. Throws LabError for empty lists and unequal lengths. */
export function measure(
  metric: MetricName,
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  requirePairs(predictions, labels);
  if (!isOfClasses(metric)) return ofNumbers[metric](predictions, labels);
  return measureConfusion(metric, confusionMatrix(predictions, labels));
}

/** The named metric of a confusion matrix [C, C]. Throws LabError for correlations of numbers. */
export function measureConfusion(metric: MetricName, confusion: ArrayLike<number>): number {
  if (!isOfClasses(metric))
    throw new LabError(`expected a metric of classes (${Object.keys(ofClasses).join(', ')}), got ${metric}`);
  return ofClasses[metric](confusion);
}
