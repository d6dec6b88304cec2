import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { ExitRecord, MetricName, RunConfig } from '../types';
import { exitPredictions } from './exitScores';
import { measure } from './metrics';
import { averageOverTasks, type ScoreRow, type SummaryRow, summariseSeeds } from './rows';

/** The score of one exit on the examples of one difficulty, as if every example left there. */
export interface DifficultyScore {
  readonly difficulty: number;
  readonly depth: number;
  readonly examples: number;
  readonly score: number;
}

/**
 * The summary over the seeds of one method and task at one exit, on the examples of one difficulty. x is the depth.
 */
export interface DifficultyRow extends SummaryRow {
  readonly difficulty: number;
}

/**
 * The metric of every exit on the examples of each difficulty, easiest first. `difficulties` [N] has the order of the
 * record's examples. On generated tasks a difficulty is the number of reasoning steps to the label, 1 to 5.
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
  requireFinite(difficulties, 'difficulties');
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

/** The parts of a finished run that these scores need. */
export interface ScoredRun {
  readonly config: Pick<RunConfig, 'method' | 'task' | 'seed'>;
  readonly evaluation: ExitRecord;
}

/**
 * Accuracy by difficulty, exit and method: the mean over the tasks of the runs, summarised over their seeds.
 * `difficultiesOf` returns the difficulties of a run's evaluation examples.
 */
export function difficultyRows<R extends ScoredRun>(
  runs: readonly R[],
  difficultiesOf: (run: R) => ArrayLike<number>,
): DifficultyRow[] {
  const byDifficulty = new Map<number, ScoreRow[]>();
  for (const run of runs) {
    const { method, task, seed } = run.config;
    for (const { difficulty, depth, score } of difficultyScores(
      run.evaluation,
      difficultiesOf(run),
      'accuracy',
    ))
      byDifficulty.set(difficulty, [
        ...(byDifficulty.get(difficulty) ?? []),
        { method, task, seed, x: depth, score },
      ]);
  }
  return [...byDifficulty].flatMap(([difficulty, rows]) =>
    summariseSeeds(averageOverTasks(rows)).map((row) => ({ ...row, difficulty })),
  );
}
