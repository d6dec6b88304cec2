import type { ExitRecord, ExitSignal, MetricName } from '../types';
import { decide, decidedPredictions } from './decide';
import { measure } from './metrics';

/** The examples of one level of difficulty at one threshold. */
export interface LevelLeaving {
  readonly difficulty: number;
  readonly examples: number;
  /** [E]: how many of them leave at each exit. */
  readonly counts: readonly number[];
  readonly meanDepth: number;
  readonly score: number;
}

/** Where the examples of each level leave at one threshold, their mean depth and their score, easiest first. */
export function leavingByLevel(
  record: ExitRecord,
  difficulties: readonly number[],
  signal: ExitSignal,
  threshold: number,
  metric: MetricName = 'accuracy',
): LevelLeaving[] {
  const exits = decide(record, signal, threshold);
  const answers = decidedPredictions(record, exits);
  return [...new Set(difficulties)]
    .sort((a, b) => a - b)
    .map((difficulty) => {
      const rows = [...exits.keys()].filter((n) => difficulties[n] === difficulty);
      const depths = rows.map((n) => record.depths[exits[n]]);
      const of = (values: ArrayLike<number>) => rows.map((n) => values[n]);
      return {
        difficulty,
        examples: rows.length,
        counts: record.depths.map((_, e) => rows.filter((n) => exits[n] === e).length),
        meanDepth: depths.reduce((sum, depth) => sum + depth, 0) / rows.length,
        score: measure(metric, of(answers), of(record.labels)),
      };
    });
}
