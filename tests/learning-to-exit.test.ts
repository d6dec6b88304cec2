import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { decide, linspace, policySweep } from '../src/analysis';
import { LabError } from '../src/errors';
import { parameterShapes } from '../src/exits';
import {
  berxit,
  deebert,
  earlyExit,
  learningToExit,
  methodByName,
  mixed,
  multiModel,
  sweet,
} from '../src/methods';
import { meanCrossEntropy } from '../src/ops/crossEntropy';
import { gatesInRange, learnedExit, stretchedExit } from '../src/policies';
import { equilibrium } from '../src/routes';
import { confidence, learnedCertainty, learnedUncertainty } from '../src/signals';
import { makeBatch } from '../src/text/batches';
import { deviceParameters, evaluate } from '../src/training/evaluate';
import { initialParameters } from '../src/training/initialise';
import { gradientsOf, stepInputs } from '../src/training/step';
import type { ExitOutput, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { refuses } from './support/files';
import { fixtureJson } from './support/fixtures';
import { gates, labels, logits } from './support/goldenSweet';
import { exitSaying, inputsByHand } from './support/lossesByHand';
import { recordOf, runOf, withGates } from './support/records';
import { stepAt } from './support/steps';
import { tinyBatch, tinyBert, tinyExamples, tinyExits, tinyModel } from './support/tinyBert';

const golden = fixtureJson<{ readonly lte_mse_sum: number }>('golden/sweet.json');

const exitsOf = (): ExitOutput[] =>
  logits.map((rows, e) => exitSaying(e + 1, tf.tensor2d(rows), tf.tensor1d(gates[e])));

/** A method's loss where the mean cross-entropies are 1, 10, 100 and 1,000. */
const lossOf = (method: Method, t = 1): number =>
  tf.tidy(() => {
    const losses = [1, 10, 100, 1000].map((x) => tf.scalar(x));
    const weights = method.schedule && tf.tensor1d([...method.schedule(stepAt(t, 4), [])]);
    return method.loss(inputsByHand(exitsOf(), losses, tf.tensor1d(labels), weights)).dataSync()[0];
  });

const near = (found: number, expected: number, what: string, tolerance = 1e-5) =>
  void assert.ok(Math.abs(found - expected) < tolerance, `${what}: ${found}, expected ${expected}`);

/** The small BERT of the fixtures with the gates of a method. */
const wired = (method: Method) => tinyModel({ pooler: 'none', pooling: 'mean' }, method);

/** The same, and the gradients of its loss. */
function gradientsFor(method: Method, total?: Parameters<typeof gradientsOf>[3]) {
  const model = wired(method);
  const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
  const schedule = method.schedule && Float32Array.from(method.schedule(stepAt(1, tinyExits.length), []));
  const found = tf.tidy(() => {
    const { losses, gradients } = gradientsOf(
      { model, method },
      parameters,
      stepInputs({ ...tinyBatch(16), schedule }, 0),
      total,
    );
    losses.dispose();
    return Object.fromEntries(
      Object.entries(gradients).map(([name, gradient]) => [name, tf.norm(gradient).dataSync()[0]]),
    );
  });
  tf.dispose(Object.values(parameters));
  return found;
}

before(prepareTestBackend);

describe('learning to exit', () => {
  it("adds the authors' squared error of the gates to the method's loss", () => {
    for (const method of [earlyExit, sweet, multiModel])
      near(lossOf(learningToExit(method)) - 1111, golden.lte_mse_sum, method.name, 1e-3);
  });

  it('adds the gates that a stage trains, and no other, to the loss of that stage', () => {
    const stages = learningToExit(deebert).stages ?? [];
    const ofStages = stages.map(({ loss }) => lossOf({ ...earlyExit, loss: loss ?? assert.fail('no loss') }));
    const ofGates = ofStages.map((loss, i) => loss - [1000, 111][i]);
    near(ofGates[0] + ofGates[1], golden.lte_mse_sum, 'all gates', 1e-3);
    assert.ok(ofGates.every((error) => error > 0.05));
    const joint = learningToExit(mixed).stages?.[1].loss ?? assert.fail('no loss');
    near(lossOf({ ...earlyExit, loss: joint }) - 1111, golden.lte_mse_sum, 'mixed', 1e-3);
  });

  it('BERxiT takes the last exit alone, then the others, and the mean error of being wrong', () => {
    const wrong = golden.lte_mse_sum / 4;
    const uncertain = tf.tidy(() => {
      const exits = exitsOf().map((exit, e) =>
        exitSaying(exit.depth, exit.logits, tf.sub<tf.Tensor1D>(1, tf.tensor1d(gates[e]))),
      );
      const losses = [1, 10, 100, 1000].map((x) => tf.scalar(x));
      const loss = (t: number) => {
        const weights = tf.tensor1d([...(berxit.schedule?.(stepAt(t, 4), []) ?? [])]);
        return berxit.loss(inputsByHand(exits, losses, tf.tensor1d(labels), weights)).dataSync()[0];
      };
      return [1, 2, 3].map(loss);
    });
    for (const [i, sum] of [1000, 111, 1000].entries())
      near(uncertain[i], sum + wrong, `step ${i + 1}`, 1e-3);
  });

  it('has a gate an exit, BERxiT one for all, and each starts from the seed', () => {
    const gateNames = (method: Method) =>
      Object.keys(parameterShapes(wired(method))).filter((name) => name.endsWith('gate.weight'));
    assert.deepEqual(gateNames(earlyExit), []);
    assert.deepEqual(
      gateNames(learningToExit(sweet)),
      [0, 1, 2].map((i) => `exits.${i}.gate.weight`),
    );
    assert.deepEqual(gateNames(berxit), ['gate.weight']);
    assert.deepEqual(
      gateNames(learningToExit(multiModel)),
      [0, 1, 2].map((i) => `members.${i}.exits.${i}.gate.weight`),
    );
    const [shared, separate] = [learningToExit(earlyExit), learningToExit(multiModel)].map((method) =>
      initialParameters(wired(method), tinyBert(), 5, null),
    );
    assert.deepEqual(shared['exits.1.gate.weight'], separate['members.1.exits.1.gate.weight']);
    assert.notDeepEqual(shared['exits.0.gate.weight'], shared['exits.1.gate.weight']);
    assert.ok(shared['exits.0.gate.bias'].every((x) => x === 0));
  });

  it('that is for all exits starts as it does in one encoder in each of several, whatever seed the encoder has', () => {
    const of = (method: Method, encoderSeed: number) =>
      initialParameters(wired(method), { ...tinyBert(), weights: null, seed: encoderSeed }, 5, null);
    const shared = of(berxit, 1);
    for (const separate of [1, 2].map((seed) => of({ ...berxit, encoders: 'separate' }, seed)))
      for (const k of tinyExits.keys())
        assert.deepEqual(separate[`members.${k}.gate.weight`], shared['gate.weight']);
  });

  it('is not asked for where there is one already, and BERxiT not for one exit', () => {
    for (const method of [berxit, learningToExit(sweet)])
      refuses(() => learningToExit(method), method.title, 'without gates');
    const model = { depths: [3], classes: 2, pooler: 'none' as const };
    refuses(() => berxit.check?.(model), 'expected 2 exits or more, got 1');
    assert.equal(berxit.check?.({ ...model, depths: [3, 5] }), undefined);
  });

  it('under SWEET a gate, too, moves only the blocks of its own exit', () => {
    const own = gradientsFor(learningToExit(sweet), {
      total: ({ losses, exits }) => {
        const said = exits.flatMap(({ extras }) => extras?.gates ?? []).map((gate) => tf.mean(gate));
        const masked = said.map((mean, e) => tf.mul<tf.Scalar>(mean, e === 1 ? 1 : 0));
        return tf.addN([...masked, tf.mul<tf.Scalar>(0, tf.addN([...losses]))]);
      },
    });
    const moved = Object.keys(own).filter((name) => own[name] > 0);
    assert.ok(moved.includes('exits.1.gate.weight') && moved.includes('encoder.layer.2.output.dense.weight'));
    for (const name of moved) assert.match(name, /^exits\.1\.gate|^encoder\.layer\.[12]\./);
  });

  it('no gradient flows through what the gates should say', () => {
    const plain = gradientsFor(earlyExit);
    const gated = gradientsFor(learningToExit(earlyExit));
    for (const i of [0, 1, 2]) near(gated[`exits.${i}.weight`], plain[`exits.${i}.weight`], `head ${i}`);
    assert.ok(gated['exits.0.gate.weight'] > 0);
  });

  it('an evaluation says what training does, whatever way gradients travel', async () => {
    const method: Method = { ...earlyExit, route: equilibrium };
    const model = tinyModel({ pooler: 'none', pooling: 'mean' });
    const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
    const examples = tinyExamples('validation').slice(0, 20);
    const trained = tf.tidy(() => {
      const batch = makeBatch(examples, [...examples.keys()], { padId: 0, multiple: 1 });
      return [...gradientsOf({ model, method }, parameters, stepInputs(batch, 1)).losses.dataSync()];
    });
    const { logits, labels } = await evaluate(model, parameters, examples, { padId: 0, multiple: 1 });
    const evaluated = tf.tidy(() =>
      tinyExits.map(
        (_, e) =>
          meanCrossEntropy(
            tf.tensor2d(logits.slice(e * 40, (e + 1) * 40), [20, 2]),
            tf.tensor1d([...labels], 'int32'),
          ).dataSync()[0],
      ),
    );
    tf.dispose(Object.values(parameters));
    trained.forEach((loss, e) => {
      near(evaluated[e], loss, `exit ${e}`, 1e-5);
    });
  });

  it('an evaluation keeps what the gates say, between 0 and 1', async () => {
    const model = wired(learningToExit(earlyExit));
    const parameters = deviceParameters(model, initialParameters(model, tinyBert(), 3, null));
    const examples = tinyExamples('validation').slice(0, 20);
    const { extras, logits } = await evaluate(model, parameters, examples, { padId: 0, multiple: 1 });
    const said = extras?.gates.data;
    tf.dispose(Object.values(parameters));
    assert.deepEqual(extras?.gates.shape, []);
    assert.equal(said?.length, 3 * 20);
    assert.equal(logits.length, 3 * 20 * 2);
    assert.ok(said?.every((g) => g > 0 && g < 1));
  });
});

describe('signals of gates', () => {
  const without = recordOf(
    [
      [
        [1, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 0],
      ],
    ],
    [0, 1],
    [1, 2],
  );
  const record = withGates(without, Float32Array.of(0.7, 0.2, 0.1, 0.1));

  it('certainty leaves at or above the threshold, uncertainty below it', () => {
    assert.deepEqual([...decide(record, learnedCertainty, 0.7)], [0, 1]);
    assert.deepEqual([...decide(record, learnedUncertainty, 0.7)], [1, 0]);
    for (const threshold of linspace(0, 1, 11))
      assert.ok(decide(record, learnedCertainty, threshold).every((exit) => exit <= 1));
  });

  it('are stretched to [0, 1] exit by exit; equal ones stay', () => {
    const stretched = gatesInRange(record).extras?.gates.data;
    assert.deepEqual(stretched, Float32Array.of(1, 0, Math.fround(0.1), Math.fround(0.1)));
    assert.throws(() => gatesInRange(recordOf([[[1, 0]]], [0], [1])), LabError);
  });

  it('make a curve from everyone first to nobody early', () => {
    const run = runOf(record, 'early-exit-lte', 'task', 1);
    for (const policy of [learnedExit, stretchedExit]) {
      const points = policySweep(run, policy);
      assert.equal(points.length, 11);
      assert.deepEqual(points[0].counts, [2, 0]);
    }
    assert.deepEqual(policySweep(run, learnedExit)[10].counts, [0, 2]);
  });

  it('refuse a record without gates', () => {
    assert.equal(decide(without, confidence, 0.9).length, 2);
    assert.throws(() => decide(without, learnedCertainty, 0.5), LabError);
  });

  it('methods with gates are found by name', () => {
    for (const name of ['early-exit-lte', 'sweet-lte', 'multi-model-lte', 'berxit'])
      assert.equal(methodByName(name).name, name);
  });
});
