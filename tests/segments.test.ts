import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../src/errors';
import {
  gated,
  linearExit,
  type MultiExit,
  parameterShapes,
  segmentParameters,
  segmentsOf,
} from '../src/exits';
import {
  berxit,
  cosee,
  earlyExit,
  internalExits,
  learningToExit,
  multiModel,
  sweet,
  sweetRouted,
} from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { coseeSignals } from '../src/signals';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import { deviceParameters } from '../src/training/evaluate';
import { exitObjective, wholeBackward } from '../src/training/exitObjective';
import { GraphBuilder, type Output, openGraph } from '../src/training/graph';
import { initialParameters } from '../src/training/initialise';
import { freshState, type Learner } from '../src/training/learner';
import { segmentBackward } from '../src/training/segments';
import { type Backward, stepInputs } from '../src/training/step';
import type { Batch, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { fixturePath } from './support/fixtures';
import { hostGradients } from './support/hostGradients';
import { stepAt } from './support/steps';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyExits, tinyModel, type Wiring } from './support/tinyBert';

const ROUNDING = 1e-6;
const SEED = 7;
const sharedPooler: Wiring = { pooling: 'cls', pooler: 'shared' };
const ownPoolers: Wiring = { pooling: 'mean', pooler: 'per-exit' };

/** SWEET whose gates are BERxiT's: one for all exits. */
const sharedGate: Method = {
  ...learningToExit(sweet),
  name: 'sweet-shared-gate',
  exit: gated(linearExit, 'shared'),
};
const methods = [sweet, learningToExit(sweet), sharedGate, multiModel, learningToExit(multiModel)];

const modelOf = (method: Method, wiring: Wiring, dropout: number): MultiExit =>
  tinyModel(wiring, method, dropout);

const initial = (model: MultiExit) => initialParameters(model, tinyBert(), 3, null);

const withSchedule = (method: Method): Batch => ({
  ...tinyBatch(6),
  ...(method.schedule && { schedule: Float32Array.from(method.schedule(stepAt(1, tinyExits.length), [])) }),
});

/** Losses and gradients of one batch, on the host. */
const gradients = (backward: Backward, model: MultiExit, method: Method) =>
  hostGradients(backward, { model, method }, deviceParameters(model, initial(model)), () =>
    stepInputs(withSchedule(method), SEED),
  );

type Found = ReturnType<typeof gradients>;

/**
 * The gradient of an attention key's bias is mathematically 0, and that of a gate's one number of terms that cancel.
 */
const scaleOf = (name: string, { gradients }: Found): Float32Array =>
  gradients[name.replace(/(attention\.self\.key|gate)\.bias$/, '$1.weight')];

function assertSame(actual: Found, expected: Found): void {
  assertEachClose(actual.losses, expected.losses, { relative: ROUNDING }, 'losses');
  assert.deepEqual(Object.keys(actual.gradients).sort(), Object.keys(expected.gradients).sort());
  for (const [name, values] of Object.entries(expected.gradients)) {
    const largest = Math.max(...scaleOf(name, expected).map(Math.abs));
    assertEachClose(actual.gradients[name], values, { absolute: ROUNDING * largest }, name);
  }
}

function learnersOf(model: MultiExit, method: Method): Record<string, () => Learner<Batch>> {
  const objective = exitObjective({ model, method, maximumNorm: 1 }, segmentBackward);
  const state = () => freshState(initial(model));
  const backend = tensorflow();
  const samples = [withSchedule(method)];
  return {
    eager: () => new EagerLearner(objective, sweetAdamW, state()),
    ...(backend && { captured: () => new CapturedLearner(backend, objective, sweetAdamW, state(), samples) }),
  };
}

before(prepareTestBackend);

describe('back-propagation segment by segment', () => {
  for (const method of methods) {
    for (const wiring of [sharedPooler, ownPoolers]) {
      it(`${method.name}, pooler ${wiring.pooler}: the gradients of the whole, with the same dropout`, () => {
        const model = modelOf(method, wiring, 0.1);
        assertSame(gradients(segmentBackward, model, method), gradients(wholeBackward, model, method));
      });
    }
  }

  it('without dropout, too', () => {
    const model = modelOf(sweet, sharedPooler, 0);
    assertSame(gradients(segmentBackward, model, sweet), gradients(wholeBackward, model, sweet));
  });

  it('weighs each exit as the method does where weights go by place and step', () => {
    const weighted: Method = { ...berxit, route: sweet.route };
    const model = modelOf(weighted, sharedPooler, 0);
    assertSame(gradients(segmentBackward, model, weighted), gradients(wholeBackward, model, weighted));
  });

  it('covers every parameter; a shared pooler is in the segment of each exit', () => {
    for (const method of methods) {
      const model = modelOf(method, sharedPooler, 0);
      const lists = segmentsOf(model).map((segment) => segmentParameters(model, segment));
      assert.deepEqual([...new Set(lists.flat())].sort(), Object.keys(parameterShapes(model)).sort());
      for (const names of lists) assert.ok(names.some((name) => name.endsWith('pooler.dense.weight')));
    }
  });

  it('holds the activations of one segment at a time', async () => {
    const model = { ...modelOf(sweet, sharedPooler, 0.1), depths: [1, 2, 3, 4, 5] };
    const parameters = deviceParameters(model, initial(model));
    const inputs = stepInputs(tinyBatch(16), SEED);
    const before = tf.memory().numBytes;
    const peaks = [];
    for (const backward of [wholeBackward, segmentBackward]) {
      const gradientsOf = backward({ model, method: sweet });
      const { peakBytes } = await tf.profile(() =>
        tf.tidy(() => tf.dispose(gradientsOf(parameters, inputs, () => undefined).losses)),
      );
      peaks.push(peakBytes - before);
    }
    tf.dispose([...Object.values(parameters), ...Object.values(inputs)]);
    const [whole, segments] = peaks;
    assert.ok(segments < 0.4 * whole, `expected less than 0.4 of ${whole} bytes, got ${segments}`);
  });

  it('has each segment wait for the gradients of the one before', () => {
    const model = modelOf(sweet, sharedPooler, 0.1);
    const waits: [number, string[]][] = [];
    const names = new Map<unknown, string>();
    const parameters = deviceParameters(model, initial(model));
    for (const [name, tensor] of Object.entries(parameters)) names.set(tensor, name);
    tf.tidy(() => {
      const inputs = stepInputs(tinyBatch(4), SEED);
      for (const [name, tensor] of Object.entries(inputs)) names.set(tensor, name);
      const gradientsOf = segmentBackward({ model, method: sweet });
      const { losses } = gradientsOf(parameters, inputs, (done, read) =>
        waits.push([done.length, read.map((tensor) => names.get(tensor) ?? 'hidden')]),
      );
      losses.dispose();
    });
    tf.dispose(Object.values(parameters));
    const lists = segmentsOf(model).map((segment) => segmentParameters(model, segment));
    const tokens = ['ids', 'typeIds', 'positions', 'places', 'tokens', 'mask'].map((name) => `part0.${name}`);
    const inputs = [...tokens, 'labels', 'seed'];
    assert.deepEqual(
      waits.map(([done, read]) => [done, read.sort()]),
      [1, 2].map((k) => [lists[k - 1].length, [...inputs, ...lists[k], 'hidden'].sort()]),
    );
  });

  it('refuses methods whose gradients cross exits, and losses that mix them', () => {
    for (const method of [earlyExit, learningToExit(earlyExit), berxit])
      assert.throws(
        () => segmentBackward({ model: modelOf(method, sharedPooler, 0), method }),
        (error) => error instanceof LabError && error.message.includes(method.title),
      );
    const mixed: Method = {
      ...sweet,
      title: 'Mixed',
      loss: ({ losses, exits }) => tf.mul(tf.addN([...losses]), tf.mean(tf.abs(exits[0].logits))),
    };
    const inUse = tf.getBackend();
    const before = tf.memory().numTensors;
    assert.throws(
      () => segmentBackward({ model: modelOf(mixed, sharedPooler, 0), method: mixed }),
      (error) => error instanceof LabError && /the loss of Mixed mixes the exits/.test(error.message),
    );
    assert.equal(tf.getBackend(), inUse);
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('COSEE routed as SWEET, segment by segment', () => {
  const modelOfExits = (method: Method) => modelOf(method, sharedPooler, 0);

  it('is refused for every signal: weights and calibration look at other exits', () => {
    for (const signal of coseeSignals) {
      for (const thresholds of [5, 1, [[0.999], [0.999]]]) {
        for (const parts of [{}, { alpha: 0 }, { beta0: 0 }]) {
          const method = sweetRouted(cosee({ signal, thresholds, ...parts }));
          for (const refused of [method, learningToExit(method)])
            assert.throws(
              () => segmentBackward({ model: modelOfExits(refused), method: refused }),
              (error) =>
                error instanceof LabError &&
                error.message.includes(`the loss of ${refused.title} mixes the exits`),
            );
        }
      }
    }
  });

  it('has the gradients of the whole where its loss is a sum over exits', () => {
    for (const parts of [{ alpha: 0 }, { alpha: 1, average: internalExits }]) {
      const method = sweetRouted(cosee({ beta0: 0, ...parts }));
      const model = modelOfExits(method);
      assertSame(gradients(segmentBackward, model, method), gradients(wholeBackward, model, method));
    }
  });
});

describe('a barrier in a graph', () => {
  it('makes what comes after it need what comes before', (test) => {
    const backend = tensorflow();
    if (!backend) return test.skip("graphs are TensorFlow's");
    const graph = new GraphBuilder(backend);
    const [first, second] = [tf.scalar(1), tf.scalar(2, 'int32')];
    const feeds = [graph.placeholder('float32', []), graph.placeholder('int32', [])] as const;
    graph.bind(first, feeds[0]);
    graph.bind(second, feeds[1]);
    const [free, bound] = tf.tidy(() =>
      graph.record(() => {
        const free = graph.outputOf(tf.square(second));
        graph.barrier([tf.square(first)], [second]);
        return [free, graph.outputOf(tf.square(second))];
      }),
    );
    const session = openGraph(backend, graph.nodes);
    const value = (output: Output, given: readonly (readonly [Output, tf.Tensor])[]) =>
      tf.tidy(() => session.run(given, [output])[0].dataSync()[0]);
    assert.equal(value(free, [[feeds[1], second]]), 4);
    assert.throws(() => value(bound, [[feeds[1], second]]));
    assert.equal(
      value(bound, [
        [feeds[0], first],
        [feeds[1], second],
      ]),
      4,
    );
    session.close();
    tf.dispose([first, second]);
  });
});

describe('learners that go segment by segment', () => {
  it('captured, they take the steps that they take op by op', async (test) => {
    const model = modelOf(sharedGate, sharedPooler, 0.1);
    const { eager, captured } = learnersOf(model, sharedGate);
    if (!captured) return test.skip('steps are captured on TensorFlow alone');
    const batch = withSchedule(sharedGate);
    const ends = [];
    for (const create of [eager, captured]) {
      const learner = create();
      const outcomes = [];
      for (let t = 1; t <= 3; t++) outcomes.push(await learner.step(batch, stepSize(sweetAdamW, 1e-3, t), t));
      ends.push({ outcomes, state: await learner.state() });
      learner.close();
    }
    const [one, other] = ends;
    one.outcomes.forEach(({ losses, norms }, i) => {
      assertEachClose(other.outcomes[i].losses, losses, { relative: 1e-5 }, `losses of step ${i + 1}`);
      assertEachClose(other.outcomes[i].norms, norms, { relative: 1e-5 }, `norms of step ${i + 1}`);
    });
    for (const [name, values] of Object.entries(one.state.v))
      if (!name.endsWith('key.bias')) assertClose(other.state.v[name], values, 1e-4, name);
  });

  for (const method of [sweet, multiModel]) {
    it(`${method.name}: leave no tensor behind`, async () => {
      const model = modelOf(method, sharedPooler, 0.1);
      for (const [name, create] of Object.entries(learnersOf(model, method))) {
        const before = tf.memory().numTensors;
        const learner = create();
        const counts = [];
        for (let t = 1; t <= 5; t++) {
          await learner.step(withSchedule(method), stepSize(sweetAdamW, 1e-3, t), t);
          counts.push(tf.memory().numTensors);
        }
        assert.equal(new Set(counts).size, 1, `${name} learner: ${counts}`);
        learner.close();
        assert.equal(tf.memory().numTensors, before, `${name} learner, closed`);
      }
    });
  }

  it('a run has the same identity and, to rounding, the same record', async (test) => {
    const tiny = {
      task: 'rte',
      data: fixturePath('glue'),
      encoder: fixturePath('tiny-bert'),
      exits: [1, 3, 5],
    };
    const options = { ...tiny, method: sweet, trainSize: 48, evalSize: 20, maxLength: 16, epochs: 1 };
    const records = [];
    for (const backward of [wholeBackward, segmentBackward]) {
      records.push(await run(options, { backward, store: temporaryFolder(test), say: () => undefined }));
    }
    const [whole, segments] = records;
    assert.equal(segments.id, whole.id);
    assert.equal(whole.steps.length, 3);
    whole.steps.forEach(({ loss, gradientNorm }, i) => {
      assertEachClose(segments.steps[i].loss, loss, { relative: 1e-5 }, `losses of step ${i + 1}`);
      assertEachClose(
        [segments.steps[i].gradientNorm].flat(),
        [gradientNorm].flat(),
        { relative: 1e-5 },
        'norm',
      );
    });
    assertEachClose(
      segments.evaluation.logits,
      whole.evaluation.logits,
      { relative: 1e-4, absolute: 1e-5 },
      'logits',
    );
  });

  it('a run by a method whose gradients cross exits is refused before it trains', async (test) => {
    const tiny = {
      task: 'rte',
      data: fixturePath('glue'),
      encoder: fixturePath('tiny-bert'),
      exits: [1, 3, 5],
    };
    const surroundings = { backward: segmentBackward, store: temporaryFolder(test), say: () => undefined };
    await assert.rejects(run({ ...tiny, method: earlyExit, trainSize: 16 }, surroundings), LabError);
  });
});
