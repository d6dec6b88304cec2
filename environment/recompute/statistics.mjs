/** Metrics, Student's t and the bootstrap, as the lab defines them. */
import { createHash } from 'node:crypto';

/** Counts [label][prediction] of examples that are drawn `times` times. */
function confusion(predictions, labels, times) {
  const C = Math.max(1, ...labels, ...predictions) + 1;
  const counts = Array.from({ length: C }, () => new Array(C).fill(0));
  for (let n = 0; n < labels.length; n++) counts[labels[n]][predictions[n]] += times ? times[n] : 1;
  return counts;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const ratio = (above, below) => (below === 0 ? 0 : above / below);
const labelled = (counts) => counts.map(sum);
const predicted = (counts) => counts.map((_, k) => sum(counts.map((row) => row[k])));
const right = (counts) => counts.map((row, k) => row[k]);

const metrics = {
  accuracy: (counts) => ratio(sum(right(counts)), sum(labelled(counts))),
  f1: (counts) => ratio(2 * counts[1][1], labelled(counts)[1] + predicted(counts)[1]),
  matthews(counts) {
    const [t, p, s] = [labelled(counts), predicted(counts), sum(labelled(counts))];
    const squares = (values) => sum(values.map((value) => value ** 2));
    const covariance = sum(right(counts)) * s - sum(t.map((value, k) => value * p[k]));
    return ratio(covariance, Math.sqrt((s * s - squares(p)) * (s * s - squares(t))));
  },
};

/** The metric of predictions [N] on labels [N]; `times`: how often each example is drawn. */
export function score(metric, predictions, labels, times) {
  const of = metrics[metric];
  if (!of) throw new Error(`expected one of the metrics ${Object.keys(metrics).join(', ')}, got ${metric}`);
  return of(confusion(predictions, labels, times));
}

/** The score of the best constant answer; 0 for Matthews' correlation. */
export const floorOf = (metric, labels) =>
  Math.max(
    ...[...new Set(labels)].map((answer) =>
      score(
        metric,
        labels.map(() => answer),
        labels,
      ),
    ),
  );

/** P(|T| <= t): the integral of cos^(f-1) up to atan(t / sqrt f), over that up to a right angle, by Simpson's rule. */
function within(t, f) {
  const integral = (to, parts = 20_000) => {
    const at = (i) => Math.cos((i * to) / parts) ** (f - 1);
    let total = at(0) + at(parts);
    for (let i = 1; i < parts; i++) total += (i % 2 ? 4 : 2) * at(i);
    return (total * to) / parts / 3;
  };
  return integral(Math.atan(t / Math.sqrt(f))) / integral(Math.PI / 2);
}

/** The quantile t(0.975) of Student's t with f degrees of freedom. */
export function studentT(f) {
  let [low, high] = [0, 1000];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (within(middle, f) < 0.95) low = middle;
    else high = middle;
  }
  return low;
}

/** Mean, standard deviation (divided by n - 1) and 95% interval of numbers, one for each seed. */
export function summarise(values) {
  const n = values.length;
  const mean = sum(values) / n;
  if (n === 1) return { n, mean, sd: null, interval: null };
  const sd = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (n - 1));
  const reach = (studentT(n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: [mean - reach, mean + reach] };
}

/** A seed from a seed and words: the first 4 bytes of a SHA-256, halved. */
function derived(seed, ...parts) {
  const text = JSON.stringify([String(seed), ...parts.map(String)]);
  return createHash('sha256').update(text).digest().readUInt32LE(0) >>> 1;
}

/** xoshiro128** (Blackman and Vigna), started from the SHA-256 of the seed; numbers in [0, 1). */
function generator(seed) {
  const digest = createHash('sha256').update(String(seed)).digest();
  const s = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
  const turned = (x, bits) => (x << bits) | (x >>> (32 - bits));
  return () => {
    const result = Math.imul(turned(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = turned(s[3], 11);
    return result / 2 ** 32;
  };
}

/** How often each of N examples, named by their task and labels, is drawn in each of some draws with replacement. */
export function draws(name, N, resamples) {
  return Array.from({ length: resamples }, (_, i) => {
    const uniform = generator(derived(derived(0, 'bootstrap', i), name));
    const times = new Array(N).fill(0);
    for (let n = 0; n < N; n++) times[Math.floor(uniform() * N)]++;
    return times;
  });
}

/** The 2.5% and 97.5% quantiles, with linear interpolation. */
export function quantiles95(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.025, 0.975].map((q) => {
    const at = q * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  });
}
