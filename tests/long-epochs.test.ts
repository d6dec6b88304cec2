/** Epochs of more than 100,000 steps, and tables of as many rows: JavaScript takes no so many arguments at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meanConflict } from '../src/analysis/conflict';
import { drawnThresholds, earlyExit } from '../src/methods';
import { textTable } from '../src/notebook/table';
import { readSteps, writeSteps } from '../src/runs/record';
import { makeBatch } from '../src/text/batches';
import { planTraining } from '../src/training/plan';
import type { StepRecord } from '../src/types';
import { temporaryFolder } from './support/store';

const MANY = 150_000;
const many = <T>(of: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => of(i));
const example = (i: number) => ({
  ids: new Int32Array(1 + (i % 20)),
  typeIds: new Int32Array(1 + (i % 20)),
  label: i % 2,
});
const stepOf = (i: number): StepRecord => ({
  ...{ step: i + 1, loss: [1], learningRate: 1e-4, gradientNorm: 1 },
  notes: { lowest: i === MANY - 2 ? 0.25 : 0.4, highest: i === 3 ? 0.75 : 0.6 },
});

describe('an epoch of 150,000 steps', () => {
  const examples = many(example);
  const settings = {
    epochs: 2,
    seed: 1,
    shuffle: true,
    learningRate: 1e-4,
    padId: 0,
    positions: 32,
    exits: 3,
  };

  it('is planned, with a batch at its end and batches to check a recorded step on', () => {
    const plan = planTraining(examples, { ...settings, batch: 1, method: earlyExit });
    const [stage] = plan.stages;
    assert.equal(plan.steps, 2 * MANY);
    assert.equal(stage.batch(2 * MANY, []).size, 1);
    assert.deepEqual(
      stage.checks.map(({ size, mask }) => [size, mask.reduce((sum, x) => sum + x)]),
      [[1, 1]],
    );
  });

  it('gives the range that thresholds of the next epoch are drawn from', () => {
    const before = many(stepOf);
    const step = { t: MANY + 1, steps: 2 * MANY, stepsPerEpoch: MANY, exits: 3, seed: 1 };
    const drawn = drawnThresholds(200).at(step, before);
    assert.ok(drawn.every((threshold) => threshold >= 0.25 && threshold <= 0.75));
    assert.ok(Math.min(...drawn) < 0.27 && Math.max(...drawn) > 0.73);
  });

  it('is written and read', (test) => {
    const folder = temporaryFolder(test);
    const steps = many(stepOf);
    writeSteps(folder, steps);
    const read = readSteps(folder);
    assert.deepEqual([read.length, read[MANY - 1]], [MANY, steps[MANY - 1]]);
  });

  it('may be of one batch', () => {
    const { size, length } = makeBatch(examples, [...examples.keys()], { padId: 0, multiple: 16 });
    assert.deepEqual([size, length], [MANY, 32]);
  });
});

describe('150,000 rows', () => {
  it('are a table', () => {
    const lines = textTable(many((i) => ({ row: i, value: i / 7 }))).split('\n');
    assert.equal(lines.length, MANY + 2);
  });

  it('have a mean', () => {
    const [mean, ...others] = meanConflict(
      many((i) => ({ block: 1, first: 1, second: 2, cosine: 0.5, rows: i === 9 ? 8 : 7 })),
    );
    assert.deepEqual([mean.cosine, mean.rows, others.length], [0.5, 8, 0]);
  });
});
