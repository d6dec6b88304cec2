/** Losses that people try first: those that leave exits out get a result on every route, with gradients of zero. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { exitGradients } from '../src/analysis/exitGradients';
import { type MultiExit, parameterShapes } from '../src/exits';
import { berxit, cosee, earlyExit, learningToExit, multiModel, sweet, sweetRouted } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { EagerLearner } from '../src/training/eager';
import { exitObjective, wholeBackward } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState, type Learner } from '../src/training/learner';
import { sampleBatches, withSchedule } from '../src/training/plan';
import { segmentBackward } from '../src/training/segments';
import { type Backward, gradientsOf, stepInputs } from '../src/training/step';
import { createLearner } from '../src/training/train';
import type { LossInputs, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { refuses } from './support/files';
import { smallRun } from './support/smallRun';
import { stepAt } from './support/steps';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyExits, tinyModel, tinyParameters } from './support/tinyBert';

before(prepareTestBackend);

const firstLosses: Record<string, Method['loss']> = {
  'the first exit': ({ losses }) => losses[0],
  'the last exit': ({ losses }) => losses[losses.length - 1],
  'twice the first, by a method of tensors': ({ losses }) => losses[0].mul(2),
  'all exits times zero': ({ losses }) => tf.mul<Scalar>(tf.addN([...losses]), 0),
  'a constant': () => tf.scalar(1),
};

/** Which exits a loss leaves untouched. */
const untouched: Record<string, readonly number[]> = {
  'the first exit': [1, 2],
  'the last exit': [0, 1],
  'twice the first, by a method of tensors': [1, 2],
  'all exits times zero': [0, 1, 2],
  'a constant': [0, 1, 2],
};

const routes: Record<string, readonly [Method, Backward]> = {
  'Early-Exit': [earlyExit, wholeBackward],
  SWEET: [sweet, wholeBackward],
  'SWEET by segments': [sweet, segmentBackward],
  'Multi-Model': [multiModel, wholeBackward],
  'Multi-Model by segments': [multiModel, segmentBackward],
  COSEE: [cosee(), wholeBackward],
  'COSEE routed as SWEET': [sweetRouted(cosee()), wholeBackward],
  BERxiT: [berxit, wholeBackward],
};

const modelOf = (method: Method): MultiExit => ({
  ...tinyModel({ pooling: 'cls', pooler: 'per-exit' }, method),
  depths: [1, 2, 3],
});

/** Losses that captured learners are tried with as well; a recording takes longer than the steps. */
const recorded = ['the first exit', 'a constant'];

/** After three steps, op by op and, where it is `captured`, as a graph. */
async function statesOf(method: Method, backward: Backward, captured: boolean) {
  const model = modelOf(method);
  const objective = exitObjective({ model, method, maximumNorm: 1 }, backward);
  const start = freshState(initialParameters(model, tinyBert(), 1, null));
  const scheduled = (batch: ReturnType<typeof tinyBatch>) =>
    withSchedule(batch, method.schedule, stepAt(1, tinyExits.length), []);
  const batch = scheduled(tinyBatch(6));
  const learners: Learner<typeof batch>[] = [new EagerLearner(objective, sweetAdamW, start)];
  if (captured && tensorflow())
    learners.push(createLearner(objective, sweetAdamW, start, sampleBatches().map(scheduled), [batch]));
  const states = [];
  for (const learner of learners) {
    for (let t = 1; t <= 3; t++) {
      const { losses, norms } = await learner.step(batch, stepSize(sweetAdamW, 1e-3, t), t);
      assert.ok([...losses, ...norms].every(Number.isFinite));
    }
    states.push(await learner.state());
    learner.close();
  }
  return { start, states };
}

describe('a loss that leaves exits out', () => {
  for (const [route, [method, backward]] of Object.entries(routes)) {
    for (const [what, loss] of Object.entries(firstLosses)) {
      it(`${what}, ${route}: the heads of the others stay as they are`, async () => {
        const tensors = tf.memory().numTensors;
        const { start, states } = await statesOf({ ...method, loss }, backward, recorded.includes(what));
        for (const { parameters, m } of states) {
          for (const exit of tinyExits.keys()) {
            const [name] = Object.keys(parameters).filter((name) => name.endsWith(`exits.${exit}.weight`));
            const moved = parameters[name].some((x, i) => x !== start.parameters[name][i]);
            assert.equal(moved, !untouched[what].includes(exit), `${name} moved`);
            assert.equal(
              m[name].some((x) => x !== 0),
              moved,
              `${name}, its moment`,
            );
          }
        }
        assert.equal(tf.memory().numTensors, tensors);
      });
    }
  }

  it('trains a run to its end', async (test) => {
    const [method, store] = [
      { ...earlyExit, name: 'first', loss: firstLosses['the first exit'] },
      temporaryFolder(test),
    ];
    const { steps } = await run(smallRun(method), { store, say: () => undefined });
    assert.equal(steps.length, 4);
  });

  it('has gradients by name, and conflicts that are none', async () => {
    const method = { ...learningToExit(sweet), loss: firstLosses['a constant'] };
    const model = modelOf(method);
    const parameters = tinyParameters(model);
    tf.tidy(() => {
      const { gradients } = gradientsOf({ model, method }, parameters, stepInputs(tinyBatch(4), 1));
      assert.deepEqual(Object.keys(gradients), Object.keys(parameterShapes(model)));
      for (const [name, g] of Object.entries(gradients)) {
        assert.deepEqual(g.shape, parameters[name].shape);
        assert.ok(
          g.dataSync().every((x: number) => x === 0),
          name,
        );
      }
    });
    const blocks = await exitGradients(model, method, parameters, tinyBatch(4));
    const sizes = blocks.map(({ exits }) => exits.map(({ gradient }) => gradient.some((x) => x !== 0)));
    assert.deepEqual(sizes, [
      [true, false, false],
      [true, false],
    ]);
    tf.dispose(Object.values(parameters));
  });
});

describe('a loss that is not one number', () => {
  const takes = (loss: unknown) => () => {
    const method = { ...sweet, loss: loss as Method['loss'] };
    const model = modelOf(method);
    const parameters = tinyParameters(model);
    try {
      tf.tidy(() => gradientsOf({ model, method }, parameters, stepInputs(tinyBatch(4), 1)).losses.shape);
    } finally {
      tf.dispose(Object.values(parameters));
    }
  };

  it('is refused with what it is, and leaves no tensor', () => {
    const tensors = tf.memory().numTensors;
    refuses(
      takes(({ losses }: LossInputs) => tf.stack([...losses])),
      'a scalar',
      '[3]',
      'tf.sum',
    );
    refuses(
      takes(() => 0.5),
      'a tensor of one number',
      '0.5',
    );
    refuses(
      takes(async ({ losses }: LossInputs) => losses[0]),
      'a promise',
    );
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('segments', () => {
  /** A sum over exits that tells its parts. */
  const noting: Method = {
    ...sweet,
    loss({ losses, exits, note }) {
      note('last', losses[losses.length - 1]);
      note('spread', tf.max(tf.stack(exits.map(({ logits }) => tf.max(logits)))));
      return tf.addN([...losses]);
    },
  };

  it('note what the whole notes', () => {
    const model = modelOf(noting);
    const parameters = tinyParameters(model);
    const [whole, segments] = [wholeBackward, segmentBackward].map((backward) =>
      tf.tidy(() => {
        const inputs = stepInputs(tinyBatch(4), 1);
        const { notes = {} } = backward({ model, method: noting })(parameters, inputs, () => undefined);
        return Object.entries(notes).map(([name, x]: [string, Tensor]) => ({ name, value: x.dataSync()[0] }));
      }),
    );
    assert.deepEqual(
      whole.map(({ name }) => name),
      ['last', 'spread'],
    );
    whole.forEach(({ name, value }, i) => {
      assert.equal(segments[i].name, name);
      assert.ok(Math.abs(segments[i].value - value) <= 1e-6 * Math.abs(value), name);
    });
    tf.dispose(Object.values(parameters));
  });

  it('are refused for exits that a loss mixes only where one is far over another', () => {
    const loss: Method['loss'] = ({ losses }) =>
      tf.add(tf.addN([...losses]), tf.relu(tf.sub(tf.sub(losses[1], losses[0]), 10)));
    refuses(() => segmentBackward({ model: modelOf(sweet), method: { ...sweet, loss } }), 'mixes the exits');
  });
});
