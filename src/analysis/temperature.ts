import { LabError } from '../errors';
import { firstNotFinite } from '../finite';
import { requireClasses } from '../signals/softmax';
import type { ExitRecord, Labels } from '../types';
import { examplesOf, halves } from './halves';

/** Temperatures of each exit. An example's logits are divided by the temperature of its fold. */
export interface Temperatures {
  readonly title: string;
  /** [E][folds] */
  readonly values: readonly (readonly number[])[];
  /** [N] */
  readonly fold: Uint8Array;
}

/** The least number of examples to fit a temperature on. */
const FEWEST = 10;
const COLDEST = 0.01;
const HOTTEST = 100;

/**
 * One temperature for each exit, fitted on the evaluated examples themselves. This is what SWEET's published
 * code does (the paper says only that temperature scaling is used: appendix A, after Guo et al. 2017). It uses the
 * labels that it is scored on. Throws LabError for fewer than 10 examples and for examples of a single class.
 */
export function publishedCodeTemperatures(record: ExitRecord): Temperatures {
  const fold = new Uint8Array(record.labels.length);
  return {
    title: 'fitted on the evaluation set',
    values: fitFolds(record, fold, 1, (n, k) => fold[n] === k),
    fold,
  };
}

/**
 * Two-fold cross-fitting: the examples are split into two random halves. The logits of each half are divided by the
 * temperatures fitted on the other half, so no example influences its own temperature. Throws LabError for halves of
 * fewer than 10 examples or of a single class.
 */
export function heldOutTemperatures(record: ExitRecord, seed = 0): Temperatures {
  const fold = halves(record.labels.length, seed, 'temperature halves');
  return {
    title: 'fitted on the other half',
    values: fitFolds(record, fold, 2, (n, k) => fold[n] !== k),
    fold,
  };
}

/** The record with the logits of each exit divided by its temperature. Predictions stay equal; confidences change. */
export function scaleLogits(record: ExitRecord, { values, fold }: Temperatures): ExitRecord {
  const { classes } = record;
  requireClasses(classes, 'a temperature');
  const N = record.labels.length;
  const logits = record.logits.map((logit, i) => {
    const row = Math.floor(i / classes);
    return logit / values[Math.floor(row / N)][fold[row % N]];
  });
  return { ...record, logits };
}

/**
 * The T that minimises the mean NLL of logits [n, C] / T. With b = 1 / T the loss is convex. Its first derivative is
 * mean_n (E_p[z_n] - z_n[y_n]) with p = softmax(b z); its second derivative is mean_n Var_p[z_n]. Newton's method
 * finds the zero; a step that would leave the bracket is replaced by bisection. T is limited to 0.01..100. Throws
 * LabError for a regression task, for NaN or infinite logits, and for labels outside the classes.
 */
export function fitTemperature(logits: Float32Array, labels: ArrayLike<number>, classes: number): number {
  checkLogits(logits, labels, classes);
  const slopes = (b: number) => nllSlopes(logits, labels, classes, b);
  if (slopes(1).first === 0) return 1;
  let [low, high] = [1 / HOTTEST, 1 / COLDEST];
  if (slopes(low).first >= 0) return HOTTEST;
  if (slopes(high).first <= 0) return COLDEST;
  for (let b = 1; high - low > 1e-12 * high; ) {
    const { first, second } = slopes(b);
    if (first < 0) low = b;
    else high = b;
    const next = b - first / second;
    if (Math.abs(next - b) <= 1e-13 * b) return 1 / next;
    b = next > low && next < high ? next : (low + high) / 2;
  }
  return 2 / (low + high);
}

/** Mean negative log-likelihood of labels under softmax(logits / T), logits [n, C]. Throws like `fitTemperature`. */
export function meanNll(
  logits: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  temperature = 1,
): number {
  checkLogits(logits, labels, classes);
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    const z = logits.subarray(n * classes, (n + 1) * classes);
    const max = z.reduce((a, b) => Math.max(a, b));
    const sum = z.reduce((s, value) => s + Math.exp((value - max) / temperature), 0);
    total += Math.log(sum) + (max - z[labels[n]]) / temperature;
  }
  return total / labels.length;
}

function checkLogits(logits: Float32Array, labels: ArrayLike<number>, classes: number): void {
  requireClasses(classes, 'a temperature');
  if (labels.length === 0 || logits.length !== labels.length * classes)
    throw new LabError(
      `expected ${classes} logits for each of one or more labels, got ${logits.length} for ${labels.length}`,
    );
  const at = firstNotFinite(logits);
  if (at >= 0)
    throw new LabError(
      `expected finite logits, got ${logits[at]} for example ${Math.floor(at / classes)}, counted from 0`,
    );
  const stray = Array.from(labels).find(
    (label) => !(Number.isInteger(label) && label >= 0 && label < classes),
  );
  if (stray !== undefined)
    throw new LabError(`expected labels to be classes from 0 to ${classes - 1}, got ${stray}`);
}

/** The first and second derivative of the mean NLL with respect to b. */
function nllSlopes(logits: Float32Array, labels: ArrayLike<number>, classes: number, b: number) {
  let [first, second] = [0, 0];
  for (let n = 0; n < labels.length; n++) {
    const start = n * classes;
    let max = -Infinity;
    for (let c = 0; c < classes; c++) max = Math.max(max, logits[start + c]);
    let [sum, weighted, squared] = [0, 0, 0];
    for (let c = 0; c < classes; c++) {
      const below = logits[start + c] - max;
      const p = Math.exp(b * below);
      sum += p;
      weighted += p * below;
      squared += p * below * below;
    }
    const mean = weighted / sum;
    first += mean + max - logits[start + labels[n]];
    second += squared / sum - mean * mean;
  }
  return { first: first / labels.length, second: second / labels.length };
}

/** Throws LabError for labels that cannot calibrate an exit: too few, or of one class. */
function checkLabels(labels: Labels): void {
  const advice = 'take a larger evaluation set, or a policy that does not calibrate';
  if (labels.length < FEWEST)
    throw new LabError(
      `expected at least ${FEWEST} examples to fit a temperature on, got ${labels.length}; ${advice}`,
    );
  if (labels.every((label: number) => label === labels[0]))
    throw new LabError(
      `expected examples of 2 classes or more to fit a temperature on, ` +
        `got ${labels.length} of class ${labels[0]} alone; ${advice}`,
    );
}

/** [E][folds]: for fold k, the temperature fitted on the examples with `fitsOn(n, k)`. */
function fitFolds(
  record: ExitRecord,
  fold: Uint8Array,
  folds: number,
  fitsOn: (n: number, k: number) => boolean,
): number[][] {
  const { depths, classes } = record;
  const parts = Array.from({ length: folds }, (_, k) =>
    examplesOf(
      record,
      Array.from(fold.keys()).filter((n) => fitsOn(n, k)),
    ),
  );
  for (const { labels } of parts) checkLabels(labels);
  return depths.map((_, e) =>
    parts.map(({ logits, labels }) => {
      const size = labels.length * classes;
      return fitTemperature(logits.subarray(e * size, (e + 1) * size), labels, classes);
    }),
  );
}
