import { seededRandom } from '../text/random';
import type { RunRecord } from '../types';
import type { Arm } from './arms';
import { type BootstrapOptions, drawsOfExamples } from './bootstrap';
import { groupBy } from './groups';
import type { Resampling } from './resampledScores';

/** The mean score of one system at one place, on all examples and on draws of seeds and examples. */
export interface DrawnMean {
  readonly method: string;
  readonly mean: number;
  readonly draws: Float64Array;
}

/** A score of one run: on all examples, and on every draw. */
interface RunScore extends Pick<Arm, 'method'> {
  readonly task: string;
  readonly seed: number;
  readonly whole: number;
  readonly drawn: Float64Array;
}

/**
 * The mean score of every system at x over tasks and seeds, on draws of seeds and of examples with replacement. All
 * systems have the same draws. A system that lacks a task, a seed or the place is left out.
 */
export function drawnMeans(
  runs: readonly RunRecord[],
  resampling: Resampling,
  x: number,
  options: BootstrapOptions = { resamples: 200 },
): DrawnMean[] {
  const drawsOf = drawsOfExamples(options);
  const scores = runs.flatMap((run) => scoresAt(run, resampling, x, drawsOf(run)));
  const seeds = [...new Set(runs.map(({ config }) => config.seed))];
  const cells = seeds.length * new Set(runs.map(({ config }) => config.task)).size;
  return groupBy(scores, ({ method }) => [method])
    .filter((own) => own.length === cells)
    .map((own) => {
      const weights = seedDraws(seeds, own[0].drawn.length);
      const draws = Float64Array.from(weights, (times, i) => {
        const total = own.reduce((sum, { seed, drawn }) => sum + (times.get(seed) ?? 0) * drawn[i], 0);
        return total / cells;
      });
      const mean = own.reduce((sum, { whole }) => sum + whole, 0) / cells;
      return { method: own[0].method, mean, draws };
    });
}

function scoresAt(
  run: RunRecord,
  resampling: Resampling,
  x: number,
  draws: readonly Int32Array[],
): RunScore[] {
  const { task, seed } = run.config;
  const once = new Int32Array(run.evaluation.labels.length).fill(1);
  return resampling(run, [once, ...draws])
    .filter((score) => Math.abs(score.x - x) < 1e-9)
    .map(({ arm, scores: [whole, ...drawn] }) => ({
      ...{ method: arm.method, task, seed, whole },
      drawn: Float64Array.from(drawn),
    }));
}

/** Draws of the seeds with replacement: how often each was drawn. */
function seedDraws(seeds: readonly number[], count: number): Map<number, number>[] {
  const random = seededRandom('draws of seeds');
  return Array.from({ length: count }, () => {
    const times = new Map<number, number>();
    for (const _ of seeds) {
      const seed = seeds[random.integer(seeds.length)];
      times.set(seed, (times.get(seed) ?? 0) + 1);
    }
    return times;
  });
}
