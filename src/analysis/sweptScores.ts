/** The scores of a record at every threshold of a sweep, on draws of its examples. */
import type { ExitRecord, MetricName } from '../types';
import { exitPredictions } from './exitScores';
import { measure, measureConfusion } from './metrics';
import { repeated } from './repeated';

/** The T ranges of thresholds: see `stretchEnds`. */
export interface Ranges {
  readonly ends: Int32Array;
  readonly T: number;
}

/** The scores [T] of a draw, given as the number of times that each example was drawn, [N]. */
export type DrawnScores = (times: Int32Array) => number[];

/**
 * The scores of a metric of classes. Confusion matrices are running sums of counts at the ends of the ranges. What the
 * draws share is computed once: the example of each range, and the cells where its count begins and ends.
 */
export function confusionScores(record: ExitRecord, metric: MetricName, { ends, T }: Ranges): DrawnScores {
  const { labels, classes, depths } = record;
  const [N, E, cells] = [labels.length, depths.length, classes ** 2];
  const answers = exitPredictions(record);
  const [example, begins, finishes] = [new Int32Array(N * E), new Int32Array(N * E), new Int32Array(N * E)];
  let ranges = 0;
  for (let n = 0; n < N; n++)
    for (let e = 0, from = 0; e < E; e++) {
      const to = ends[n * E + e];
      const outcome = labels[n] * classes + answers[e * N + n];
      if (to > from) {
        example[ranges] = n;
        begins[ranges] = from * cells + outcome;
        finishes[ranges++] = to * cells + outcome;
      }
      from = to;
    }
  return (times) => {
    const moves = new Int32Array((T + 1) * cells);
    for (let i = 0; i < ranges; i++) {
      const count = times[example[i]];
      moves[begins[i]] += count;
      moves[finishes[i]] -= count;
    }
    const confusion = new Int32Array(cells);
    return Array.from({ length: T }, (_, t) => {
      for (let o = 0; o < cells; o++) confusion[o] += moves[t * cells + o];
      return measureConfusion(metric, confusion);
    });
  };
}

/** The scores of a metric that needs the predictions themselves. */
export function answerScores(record: ExitRecord, metric: MetricName, { ends, T }: Ranges): DrawnScores {
  const { labels, depths } = record;
  const [N, E] = [labels.length, depths.length];
  const answers = exitPredictions(record);
  return (times) => {
    const at = new Int32Array(N);
    const drawn = repeated(labels, times);
    return Array.from({ length: T }, (_, t) => {
      const chosen = Float64Array.from(at, (_, n) => {
        while (ends[n * E + at[n]] <= t) at[n]++;
        return answers[at[n] * N + n];
      });
      return measure(metric, repeated(chosen, times), drawn);
    });
  };
}
