/** The scores of a record at every threshold of a sweep. */
import type { ExitRecord, MetricName } from '../types';
import { exitPredictions } from './exitScores';
import { measure, measureConfusion } from './metrics';
import { repeated } from './repeated';

/** Where examples leave at T thresholds (see `stretchEnds`), and how often each of them counts. */
interface Drawn {
  readonly ends: Int32Array;
  readonly T: number;
  readonly times: Int32Array;
}

/**
 * The scores of a metric of classes, [T]: confusion matrices are running sums of counts at the ends of the ranges.
 */
export function confusionScores(record: ExitRecord, metric: MetricName, { ends, T, times }: Drawn): number[] {
  const { labels, classes, depths } = record;
  const [N, E, cells] = [labels.length, depths.length, classes ** 2];
  const answers = exitPredictions(record);
  const moves = new Int32Array((T + 1) * cells);
  for (let n = 0; n < N; n++) {
    for (let e = 0, from = 0; e < E; e++) {
      const outcome = labels[n] * classes + answers[e * N + n];
      const to = ends[n * E + e];
      moves[from * cells + outcome] += times[n];
      moves[to * cells + outcome] -= times[n];
      from = to;
    }
  }
  const confusion = new Int32Array(cells);
  return Array.from({ length: T }, (_, t) => {
    for (let o = 0; o < cells; o++) confusion[o] += moves[t * cells + o];
    return measureConfusion(metric, confusion);
  });
}

/** The scores of a metric that needs the predictions themselves, [T]. */
export function answerScores(record: ExitRecord, metric: MetricName, { ends, T, times }: Drawn): number[] {
  const { labels, depths } = record;
  const [N, E] = [labels.length, depths.length];
  const answers = exitPredictions(record);
  const at = new Int32Array(N);
  const drawn = repeated(labels, times);
  return Array.from({ length: T }, (_, t) => {
    const chosen = Float64Array.from(at, (_, n) => {
      while (ends[n * E + at[n]] <= t) at[n]++;
      return answers[at[n] * N + n];
    });
    return measure(metric, repeated(chosen, times), drawn);
  });
}
