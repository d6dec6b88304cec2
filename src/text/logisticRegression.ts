/**
 * Multinomial logistic regression on sparse binary features with L2 penalty, fitted with L-BFGS. It is deterministic
 * and has no settings.
 */

/** Examples as the indices of their features. */
export type SparseRows = readonly Int32Array[];

export interface LogisticModel {
  readonly classes: number;
  /** [features + 1, C]; the last row is the bias. */
  readonly weights: Float64Array;
}

const MEMORY = 10;
const ITERATIONS = 200;
const TOLERANCE = 1e-3;

/** Minimises mean cross-entropy + |w|^2 / (2 N), which scikit-learn calls C = 1. The bias is not penalised. */
export function fitLogistic(
  rows: SparseRows,
  labels: ArrayLike<number>,
  classes: number,
  features: number,
): LogisticModel {
  const size = (features + 1) * classes;
  let weights: Float64Array = new Float64Array(size);
  let { loss, gradient } = objective(rows, labels, { classes, weights });
  const history: Step[] = [];
  for (let i = 0; i < ITERATIONS && norm(gradient) > TOLERANCE; i++) {
    const direction = descent(gradient, history);
    const slope = dot(gradient, direction);
    for (let rate = i === 0 ? 1 / norm(gradient) : 1; ; rate /= 2) {
      const moved = sum(weights, direction, rate);
      const next = objective(rows, labels, { classes, weights: moved });
      if (next.loss > loss + 1e-4 * rate * slope && rate > 1e-10) continue;
      const s = sum(moved, weights, -1);
      const y = sum(next.gradient, gradient, -1);
      if (dot(s, y) > 1e-12) history.push({ s, y, rho: 1 / dot(s, y) });
      if (history.length > MEMORY) history.shift();
      [weights, loss, gradient] = [moved, next.loss, next.gradient];
      break;
    }
  }
  return { classes, weights };
}

/** The class with the largest score of each row. Rows must not contain features that the fit did not have. */
export function predictLogistic(model: LogisticModel, rows: SparseRows): Int32Array {
  const scores = new Float64Array(model.classes);
  return Int32Array.from(rows, (row) => {
    scoreRow(model, row, scores);
    return scores.indexOf(Math.max(...scores));
  });
}

interface Step {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

function scoreRow({ classes, weights }: LogisticModel, row: Int32Array, scores: Float64Array): void {
  const bias = weights.length - classes;
  for (let c = 0; c < classes; c++) scores[c] = weights[bias + c];
  for (let i = 0; i < row.length; i++)
    for (let c = 0; c < classes; c++) scores[c] += weights[row[i] * classes + c];
}

function objective(rows: SparseRows, labels: ArrayLike<number>, model: LogisticModel) {
  const { classes, weights } = model;
  const N = rows.length;
  const bias = weights.length - classes;
  const gradient = new Float64Array(weights.length);
  const scores = new Float64Array(classes);
  let loss = 0;
  rows.forEach((row, n) => {
    scoreRow(model, row, scores);
    const total = logSumExp(scores);
    loss += total - scores[labels[n]];
    for (let c = 0; c < classes; c++) {
      const error = (Math.exp(scores[c] - total) - (labels[n] === c ? 1 : 0)) / N;
      gradient[bias + c] += error;
      for (let i = 0; i < row.length; i++) gradient[row[i] * classes + c] += error;
    }
  });
  let squares = 0;
  for (let j = 0; j < bias; j++) {
    squares += weights[j] ** 2;
    gradient[j] += weights[j] / N;
  }
  return { loss: loss / N + squares / (2 * N), gradient };
}

function logSumExp(scores: Float64Array): number {
  let max = scores[0];
  for (let c = 1; c < scores.length; c++) if (scores[c] > max) max = scores[c];
  let total = 0;
  for (let c = 0; c < scores.length; c++) total += Math.exp(scores[c] - max);
  return max + Math.log(total);
}

/** -H g by Nocedal's two-loop recursion. */
function descent(gradient: Float64Array, history: readonly Step[]): Float64Array {
  const q = sum(new Float64Array(gradient.length), gradient, -1);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...history].reverse()) {
    const alpha = rho * dot(s, q);
    addScaled(q, y, -alpha);
    alphas.unshift(alpha);
  }
  const last = history.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let j = 0; j < q.length; j++) q[j] *= scale;
  }
  history.forEach(({ s, y, rho }, i) => {
    addScaled(q, s, alphas[i] - rho * dot(y, q));
  });
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

/** a + scale b, as a new array. */
function sum(a: Float64Array, b: Float64Array, scale: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let j = 0; j < a.length; j++) result[j] = a[j] + scale * b[j];
  return result;
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

function addScaled(target: Float64Array, values: Float64Array, scale: number): void {
  for (let j = 0; j < target.length; j++) target[j] += scale * values[j];
}
