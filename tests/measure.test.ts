import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { averages, difference, firstMetric } from '../data/making/measure/compare';
import {
  CHECKPOINT,
  earlyExitArm,
  encoderNames,
  gradedNames,
  grid,
  multiModelArm,
  RANDOM,
  realNames,
  seeds,
} from '../data/making/measure/grid';
import { type Result, readResults, withResult, writeResults } from '../data/making/measure/results';
import { statements } from '../data/making/measure/statements';
import { resultsMarkdown } from '../data/making/measure/table';
import { difficultyRows, difficultyScores } from '../src/analysis';
import { LabError } from '../src/errors';
import { writeAtomically } from '../src/files';
import { projectRoot } from '../src/paths';
import { temporaryFolder } from './support/store';

const ROUNDING = 1e-9;

/** An invented result: every exit scores `scores`, at every level too. */
function invented(task: string, method: string, seed: number, scores: readonly number[]): Result {
  const level = { accuracy: scores };
  return {
    id: `${method}-${task}-${seed}`,
    method,
    encoder: CHECKPOINT,
    task,
    seed,
    data: 'd',
    weights: 'w',
    trainSize: 6000,
    learningRate: 5e-4,
    exits: [1, 4, 6, 12],
    examples: 1000,
    seconds: 60,
    device: 'none',
    threads: 2,
    metrics: { accuracy: scores },
    levels: { 1: level, 2: level, 3: level, 4: level, 5: level },
  };
}

describe('scores by difficulty', () => {
  const record = {
    depths: [1, 2],
    encoders: 'shared',
    classes: 2,
    labels: Int32Array.from([0, 1, 1, 0]),
    // exit 1 says 0 1 0 0, exit 2 says 0 0 1 1
    logits: Float32Array.from([1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1]),
  } as const;

  it('each exit on the examples of each difficulty', () => {
    assert.deepEqual(
      difficultyScores(record, [5, 2, 2, 5], 'accuracy').map((row) => Object.values(row)),
      [
        [2, 1, 2, 0.5],
        [2, 2, 2, 0.5],
        [5, 1, 2, 1],
        [5, 2, 2, 0.5],
      ],
    );
  });

  it('over tasks and seeds: the mean of the tasks, the deviation of the seeds', () => {
    const config = { method: 'sweet', task: 'a', seed: 1 };
    const runs = [config, { ...config, task: 'b' }].map((some) => ({ config: some, evaluation: record }));
    const rows = difficultyRows(runs, ({ config: { task } }) => (task === 'a' ? [5, 2, 2, 5] : [2, 5, 5, 2]));
    assert.deepEqual(
      rows.map(({ task, difficulty, x, mean, sd }) => [task, difficulty, x, mean, sd]),
      [
        ['average', 2, 1, 0.75, null],
        ['average', 2, 2, 0.5, null],
        ['average', 5, 1, 0.75, null],
        ['average', 5, 2, 0.5, null],
      ],
    );
  });

  it('refuses difficulties of other examples', () => {
    assert.throws(() => difficultyScores(record, [1, 2], 'accuracy'), LabError);
  });
});

describe('the grid', () => {
  const everything = { tasks: [...gradedNames, ...realNames], encoders: encoderNames, seeds };

  it('has 7 tasks x 4 models x 3 seeds, and real tasks where their data is', () => {
    assert.equal(grid(everything).length, 84);
    assert.equal(grid({ ...everything, data: 'GLUE' }).length, 84 + 18);
    assert.equal(grid({ ...everything, encoders: [RANDOM] }).length, 21);
  });

  it('goes through all tasks at a seed before the next', () => {
    const order = grid(everything).map(({ seed = 0 }) => seed);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });
});

describe('comparisons', () => {
  const results = [
    invented('sentiment', 'multi-model', 1, [0.6, 0.7, 0.8, 0.9]),
    invented('sentiment', 'early-exit', 1, [0.5, 0.6, 0.7, 0.8]),
    invented('sentiment', 'multi-model', 2, [0.6, 0.7, 0.8, 0.9]),
    invented('sentiment', 'early-exit', 2, [0.56, 0.6, 0.7, 0.8]),
    invented('answers', 'multi-model', 1, [0.8, 0.8, 0.8, 0.8]),
    invented('answers', 'early-exit', 1, [0.8, 0.8, 0.8, 0.8]),
    invented('answers', 'multi-model', 2, [0.8, 0.8, 0.8, 0.8]),
  ];
  const sides = [
    { arm: multiModelArm, depth: 1 },
    { arm: earlyExitArm, depth: 1 },
  ] as const;

  it('are paired by task and seed, what has no partner is left out', () => {
    const found = difference(results, sides, ['sentiment', 'answers'], firstMetric);
    assert.ok(found && Math.abs(found.mean - (7 + 0) / 2) < ROUNDING);
    assert.deepEqual(
      found.tasks.map(({ task, n }) => [task, n]),
      [
        ['sentiment', 2],
        ['answers', 1],
      ],
    );
    assert.equal(found.seeds?.n, 1, 'one seed has both on both tasks');
    assert.equal(difference(results, sides, ['paraphrase'], firstMetric), null);
  });

  it('an average counts the seeds that have all tasks', () => {
    const found = averages(results, sides[0], ['sentiment', 'answers'], firstMetric);
    assert.deepEqual(found.map(Math.round), [70, 70]);
    assert.equal(averages(results, sides[1], ['sentiment', 'answers'], firstMetric).length, 1);
  });

  it('a statement is open until all tasks have run, then judged', () => {
    const depthPays = (some: readonly Result[]) =>
      statements(some).find(({ claim }) => claim.startsWith('Depth pays'))?.holds;
    const all = (last: number) =>
      gradedNames.map((task) => invented(task, 'multi-model', 1, [0.6, 0.6, 0.6, last]));
    assert.equal(depthPays([]), null);
    assert.equal(depthPays(all(0.9).slice(1)), null);
    assert.equal(depthPays(all(0.71)), true);
    assert.equal(depthPays(all(0.69)), false);
  });
});

describe('results on disk', () => {
  it('are read as they were written', (t) => {
    const file = join(temporaryFolder(t), 'results.json');
    const results = [invented('answers', 'sweet', 1, [0.5, 0.5, 0.5, 0.5])];
    writeResults(file, results);
    assert.deepEqual(readResults(file), results);
    writeAtomically(file, ['{}']);
    assert.throws(() => readResults(file), LabError);
  });

  it('a new one replaces its own, and what other examples or weights gave', () => {
    const [a, b] = [1, 2].map((seed) => invented('answers', 'sweet', seed, [0.5, 0.5, 0.5, 0.5]));
    assert.equal(withResult([a, b], b).length, 2);
    assert.deepEqual(withResult([a], { ...b, data: 'new' }), [{ ...b, data: 'new' }]);
    assert.deepEqual(withResult([a], { ...b, weights: 'new' }), [{ ...b, weights: 'new' }]);
  });

  const folder = join(projectRoot(), 'data', 'encoders', CHECKPOINT);
  const skip = existsSync(join(folder, 'results.json')) ? false : 'nothing has been measured';
  it('the committed table is what the committed results make', { skip }, () => {
    const results = readResults(join(folder, 'results.json'));
    assert.equal(readFileSync(join(folder, 'RESULTS.md'), 'utf8'), resultsMarkdown(results));
  });
});
