/** The batches, rates and schedule of each stage of a run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { earlyExit } from '../src/methods';
import { planTraining } from '../src/training/plan';
import type { Method, Stage, StepRecord } from '../src/types';
import { assertEachClose } from './support/close';
import { tinyExamples } from './support/tinyBert';

const staged = (...stages: readonly Partial<Stage>[]): Method => ({
  ...earlyExit,
  name: 'staged',
  stages: stages.map((stage, i) => ({ name: `part ${i + 1}`, share: 1, ...stage })),
});
describe('the plan of stages', () => {
  const steps = 6;
  const late = 2e-3;
  const asked: { t: number; steps: number; before: number }[] = [];
  const method: Method = {
    ...staged({ share: 1 }, { share: 2, learningRate: late }),
    schedule: ({ t, steps }, before) => {
      asked.push({ t, steps, before: before.length });
      return [t];
    },
  };
  const plan = planTraining(tinyExamples('train').slice(0, 24), {
    ...{ batch: 12, epochs: 3, seed: 1, shuffle: true, learningRate: 1e-3, padId: 0, positions: 40 },
    ...{ exits: 3, method },
  });
  const [one, two] = plan.stages;

  it('decays the learning rate to 0 within each, from its own', () => {
    assert.equal(plan.steps, steps);
    const rates = [1, 2, 3, 4, 5, 6].map((t) => (t <= 2 ? one : two).learningRate(t));
    const expected = [1e-3, 0.5e-3, ...[1, 0.75, 0.5, 0.25].map((part) => part * late)];
    assertEachClose(rates, expected, { relative: 1e-12 }, 'rates');
  });

  it('asks the schedule for steps of the stage, with the steps of the stage before them', () => {
    const before = [1, 2, 3, 4].map((step) => ({ step })) as StepRecord[];
    asked.length = 0;
    assert.deepEqual(two.batch(5, before).schedule, Float32Array.of(3));
    assert.deepEqual(asked, [{ t: 3, steps: 4, before: 2 }]);
    assert.deepEqual(one.samples[0].schedule, Float32Array.of(1));
    assert.deepEqual(two.checks[0].schedule, Float32Array.of(1));
  });

  it('goes through the examples as without stages', () => {
    const whole = planTraining(tinyExamples('train').slice(0, 24), {
      ...{ batch: 12, epochs: 3, seed: 1, shuffle: true, learningRate: 1e-3, padId: 0, positions: 40 },
      ...{ exits: 3, method: earlyExit },
    }).stages[0];
    for (let t = 1; t <= steps; t++) {
      const stage = t <= 2 ? one : two;
      assert.deepEqual(stage.batch(t, []).rows, whole.batch(t, []).rows);
      assert.equal(stage.dropoutSeed(t), whole.dropoutSeed(t));
    }
  });
});
