/** PALBERT and PonderNet: the distribution over exits, its prior, and how examples leave by it. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { decide } from '../src/analysis';
import { palbert, ponderNet } from '../src/methods';
import { ponderedLoss } from '../src/methods/palbert';
import { truncated, withRemainder } from '../src/methods/palbert/exitDistribution';
import { exitsToPrior, geometricPrior, priorToExits } from '../src/methods/palbert/prior';
import { qExit } from '../src/policies';
import { stopped, straight } from '../src/routes';
import { prepareRun } from '../src/runs/prepare';
import { gradientsOf, stepInputs } from '../src/training/step';
import type { ExitRecord, Route } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord } from './support/records';
import { smallRun } from './support/smallRun';
import { tinyBatch, tinyModel, tinyParameters } from './support/tinyBert';

before(prepareTestBackend);

const note = () => undefined;
const columns = (rows: readonly (readonly number[])[]): Tensor1D[] =>
  rows.map((row) => tf.tensor1d([...row]));
const valuesOf = (p: readonly Tensor1D[]) => p.map((x) => [...x.dataSync()]);

describe('the distribution over exits', () => {
  it('is geometric until less than ε is left, and ε/E from there on', () => {
    // Before the exits, the sums are 0, 0.5, 0.95 (not above 0.95), 0.975.
    const p = truncated(0.05)(columns([[0.5], [0.9], [0.5], [0.5]]));
    assertEachClose(valuesOf(p).flat(), [0.5, 0.45, 0.025, 0.0125], { absolute: 1e-7 }, 'p');
    const q = truncated(0.2)(columns([[0.5], [0.9], [0.5], [0.5]]));
    assertEachClose(valuesOf(q).flat(), [0.5, 0.45, 0.05, 0.05], { absolute: 1e-7 }, 'p of another ε');
  });

  it('gives the last exit the remainder in PonderNet', () => {
    const p = valuesOf(withRemainder(columns([[0.5], [0.2], [0.7]]))).flat();
    assertEachClose(p, [0.5, 0.1, 0.4], { absolute: 1e-7 }, 'p');
  });

  it('with one λ of 1 makes the loss that of one exit, exactly', () => {
    const perExample = tf.tensor2d([0.3, 1.7, 2.9, 0.4, 0.123, 5.1, 0.8, 0.7, 1.3], [3, 3]) as Tensor2D;
    const means = [...tf.mean(perExample, 1).dataSync()];
    for (const k of [0, 1, 2]) {
      const hot = [0, 1, 2].map((i) => Number(i === k));
      const lambdas = columns(hot.map((one) => [one, one, one]));
      for (const [of, divergenceOf] of [
        [truncated(0), priorToExits],
        [withRemainder, priorToExits],
      ] as const) {
        const p = of(lambdas);
        const loss = ponderedLoss({ perExample, note }, { p, divergence: divergenceOf(hot, p), beta: 0.5 });
        assert.equal(loss.dataSync()[0], means[k], `exit ${k}`);
      }
    }
  });

  it('diverges from its prior by nothing where it is the prior, and by more elsewhere', () => {
    const prior = geometricPrior(0.3, 4);
    assertEachClose([prior.reduce((a, b) => a + b)], [1], { absolute: 1e-12 }, 'the sum of the prior');
    assertEachClose(prior, [0.3, 0.21, 0.147, 0.343], { absolute: 1e-12 }, 'the prior');
    assert.deepEqual(geometricPrior(1, 3), [1, 0, 0]);
    const same = columns(prior.map((p) => [p, p]));
    const other = columns([0.1, 0.2, 0.3, 0.4].map((p) => [p, p]));
    const by = [0.1, 0.2, 0.3, 0.4];
    const forward = prior.reduce((sum, pi, i) => sum + pi * Math.log(pi / by[i]), 0);
    const backward = by.reduce((sum, p, i) => sum + p * Math.log(p / prior[i]), 0);
    const found = [priorToExits(prior, same), exitsToPrior(prior, same)].map((x) => x.dataSync()[0]);
    assertEachClose(found, [0, 0], { absolute: 1e-6 }, 'no divergence');
    const apart = [priorToExits(prior, other), exitsToPrior(prior, other)].map((x) => x.dataSync()[0]);
    assertEachClose(apart, [forward, backward], { absolute: 1e-6 }, 'divergences');
  });
});

describe('Q-exit', () => {
  const record: ExitRecord = {
    ...randomRecord({ classes: 3 }),
    extras: {
      lambdas: { shape: [], data: Float32Array.from({ length: 200 }, (_, i) => 0.1 + 0.04 * (i % 20)) },
    },
  };
  const lambda = (e: number, n: number) => record.extras?.lambdas.data[e * 50 + n] ?? 0;

  it('leaves at the first exit at q = 0, at the last at q = 1, and else where the sum passes q', () => {
    const exitsAt = (q: number) => [...decide(record, qExit.signal, q)];
    assert.deepEqual(new Set(exitsAt(0)), new Set([0]));
    assert.deepEqual(new Set(exitsAt(1)), new Set([3]));
    const median = Array.from({ length: 50 }, (_, n) => {
      let left = 1;
      for (let e = 0; e < 3; e++) {
        left *= 1 - lambda(e, n);
        if (1 - left > 0.5) return e;
      }
      return 3;
    });
    assert.deepEqual(exitsAt(0.5), median);
    assert.ok(new Set(median).size > 1);
    assert.ok(qExit.thresholds(record).includes(0.5));
  });

  it('is refused for exits without λ', () => {
    refuses(() => decide(randomRecord(), qExit.signal, 0.5), '`lambdas`', 'palbert');
  });
});

describe('the λ of an exit', () => {
  it('trains the blocks below the exit before, unless the route stops gradients there', () => {
    const reaches = (route: Route) =>
      tf.tidy(() => {
        const method = { ...palbert(), route };
        const model = tinyModel({ pooling: 'cls', pooler: 'none' }, method);
        const { gradients } = gradientsOf(
          { model, method },
          tinyParameters(model),
          stepInputs(tinyBatch(3), 1),
          {
            total: ({ exits }) => tf.sum(exits[1].extras?.lambdas ?? 0),
            names: ['encoder.layer.0.output.dense.weight', 'encoder.layer.2.output.dense.weight'],
          },
        );
        return Object.values(gradients).map((x) => x.dataSync().some((value) => value !== 0));
      });
    assert.deepEqual(reaches(straight), [true, true]);
    assert.deepEqual(reaches(stopped), [false, true]);
  });
});

describe('PALBERT and PonderNet', () => {
  it('refuse constants out of range', () => {
    for (const make of [palbert, ponderNet]) {
      refuses(() => make({ beta: -1 }), 'beta', 'got -1');
      refuses(() => make({ priorLambda: 0 }), 'priorLambda', 'got 0');
    }
    refuses(() => ponderNet({ priorLambda: 1 }), 'below 1');
    refuses(() => palbert({ epsilon: 1 }), 'epsilon', 'got 1');
    refuses(() => palbert({ hidden: 1.5 }), 'hidden', 'got 1.5');
  });

  it('need two exits, and exits of one encoder', () => {
    for (const method of [palbert(), ponderNet()])
      refuses(() => prepareRun({ ...smallRun(method), exits: [5] }), method.title, '2 exits or more, got 1');
    refuses(() => prepareRun(smallRun({ ...palbert(), encoders: 'separate' })), 'share an encoder');
  });

  it('are known again by their constants', () => {
    for (const method of [palbert({ beta: 0.1 }), palbert({ hidden: 1 }), ponderNet({ priorLambda: 0.2 })]) {
      const { config } = prepareRun(smallRun(method));
      assert.deepEqual([config.method, config.constants], [method.name, method.constants]);
    }
  });
});
