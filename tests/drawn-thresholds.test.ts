import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { thresholdsDrawn } from '../src/analysis';
import { LabError } from '../src/errors';
import { drawnThresholds } from '../src/methods';
import type { RunRecord, StepRecord } from '../src/types';
import { randomRecord, runOf } from './support/records';

const steps: StepRecord[] = Array.from({ length: 6 }, (_, i) => ({
  step: i + 1,
  loss: [1, 1, 1, 1],
  learningRate: 1e-3,
  gradientNorm: 1,
  notes: { lowest: 0.3 - 0.01 * i, highest: 0.34 + 0.01 * i },
}));

const plain = runOf(randomRecord(), 'cosee-energy', 'sentiment', 7);
const run: RunRecord = {
  ...plain,
  config: { ...plain.config, epochs: 2, constants: { signal: 'energy', thresholds: 5 } },
  steps,
};

describe('the thresholds that a run drew', () => {
  it('are those of its schedule, step by step', () => {
    const source = drawnThresholds(5);
    const step = { steps: 6, stepsPerEpoch: 3, exits: 4, seed: 7 };
    const expected = steps.map((_, i) => source.at({ ...step, t: i + 1 }, steps.slice(0, i)));
    assert.deepEqual(
      thresholdsDrawn(run).map(({ thresholds }) => thresholds),
      expected,
    );
  });

  it('come from (0, 1), then from the range of the epoch before', () => {
    const drawn = thresholdsDrawn(run).map(({ thresholds }) => thresholds);
    const inRange = drawn.map((some) => some.every((threshold) => threshold >= 0.28 && threshold <= 0.36));
    assert.deepEqual(inRange, [false, false, false, true, true, true]);
  });

  it('stand beside the signals of the batch', () => {
    const [, second] = thresholdsDrawn(run);
    assert.deepEqual([second.step, second.lowest, second.highest], [2, 0.29, 0.35000000000000003]);
  });

  it('are none where no steps were kept, and refused of a method that draws none', () => {
    assert.deepEqual(thresholdsDrawn({ ...run, steps: [] }), []);
    assert.throws(() => thresholdsDrawn(plain), LabError);
  });
});
