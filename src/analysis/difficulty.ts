import { LabError } from '../errors';
import type { ExitRecord, MetricName } from '../types';
import { exitPredictions } from './exits';
import { measure } from './metrics';
import type { SummaryRow } from './rows';

/** The score of one exit alone on the examples of one difficulty. */
export interface DifficultyScore {
  readonly difficulty: number;
  readonly depth: number;
  readonly examples: number;
  readonly score: number;
}

/** What the seeds of one method and task say at one exit (x is its depth) about the examples of one difficulty. */
export interface DifficultyRow extends SummaryRow {
  readonly difficulty: number;
}

/**
 * The metric of every exit on the examples of each difficulty, easiest first. `difficulties` [N] belong to the record's
 * examples, in their order: 1 to 5 on generated tasks, where they count the steps of reasoning to the label.
 */
export function difficultyScores(
  record: ExitRecord,
  difficulties: ArrayLike<number>,
  metric: MetricName,
): DifficultyScore[] {
  const { depths, labels } = record;
  const N = labels.length;
  if (difficulties.length !== N)
    throw new LabError(`expected the difficulties of ${N} examples, got ${difficulties.length}`);
  const predictions = exitPredictions(record);
  const present = [...new Set(Array.from(difficulties))].sort((a, b) => a - b);
  return present.flatMap((difficulty) => {
    const rows = Array.from(labels.keys()).filter((n) => difficulties[n] === difficulty);
    const right = rows.map((n) => labels[n]);
    return depths.map((depth, e) => {
      const said = rows.map((n) => predictions[e * N + n]);
      return { difficulty, depth, examples: rows.length, score: measure(metric, said, right) };
    });
  });
}
