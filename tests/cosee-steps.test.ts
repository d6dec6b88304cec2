import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openSafetensors } from '../src/encoders/safetensors';
import type { MultiExit } from '../src/exits';
import { contributingExits, cosee, internalExits, sweetRouted } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { run } from '../src/runs/run';
import { Diverged } from '../src/runs/surroundings';
import { coseeSignals, softmaxScore } from '../src/signals';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import { exitObjective } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState, type Learner, type StepOutcome } from '../src/training/learner';
import type { Batch, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyBatch, tinyBert, tinyModel } from './support/tinyBert';

const plain = tinyModel({ pooling: 'cls', pooler: 'shared' });
const model: MultiExit = { ...plain, depths: [1, 2, 3, 4, 5] };
const withDropout: MultiExit = { ...model, encoder: model.encoder.withDropout(0.1) };

/** What every head begins as. */
type Heads = (part: 'weight' | 'bias', index: number) => number;

const zeros: Heads = () => 0;
/** Every sample is said to be of class 1. */
const ones: Heads = (part, i) => (part === 'bias' && i === 1 ? 5 : 0);

function initial(of: MultiExit, heads?: Heads) {
  const parameters = initialParameters(of, tinyBert(), 3, null);
  for (const [name, values] of Object.entries(parameters)) {
    const part = name.match(/^exits\.\d+\.(weight|bias)$/)?.[1] as 'weight' | 'bias' | undefined;
    if (part && heads) parameters[name] = values.map((_, i) => heads(part, i));
  }
  return parameters;
}

function learnersOf(
  of: MultiExit,
  method: Method,
  sample: Batch,
  heads?: Heads,
): Record<string, () => Learner<Batch>> {
  const objective = exitObjective({ model: of, method, maximumNorm: 1 });
  const state = () => freshState(initial(of, heads));
  const backend = tensorflow();
  return {
    eager: () => new EagerLearner(objective, sweetAdamW, state()),
    ...(backend && {
      captured: () => new CapturedLearner(backend, objective, sweetAdamW, state(), [sample]),
    }),
  };
}

const take = (learner: Learner<Batch>, batch: Batch, t: number): Promise<StepOutcome> =>
  learner.step(batch, stepSize(sweetAdamW, 1e-3, t), t);

const scheduled = (batch: Batch, ...schedule: number[]): Batch => ({
  ...batch,
  schedule: Float32Array.from(schedule),
});

before(prepareTestBackend);

describe('a step of COSEE leaves no NaN', () => {
  const batch = tinyBatch(4);
  const labelled = (label: number): Batch => ({ ...batch, labels: new Float32Array(4).fill(label) });
  const cases: readonly (readonly [title: string, batch: Batch, heads: Heads])[] = [
    ['where a signal is constant', batch, zeros],
    ['where a batch has one class, all of it right at every exit', labelled(1), ones],
    ['where a batch has one class, all of it wrong at every exit', labelled(0), ones],
    ['where a batch is one sample', { ...tinyBatch(1), labels: Float32Array.of(1) }, ones],
  ];
  for (const [title, given, heads] of cases) {
    it(title, async () => {
      for (const signal of coseeSignals) {
        for (const average of [contributingExits, internalExits]) {
          const method = cosee({ signal, alpha: 1, average, thresholds: 2 });
          const first = scheduled(given, 8, 0.25, 0.25);
          for (const [name, create] of Object.entries(learnersOf(model, method, first, heads))) {
            const learner = create();
            const { losses, norms, notes = {} } = await take(learner, first, 1);
            const { parameters, m, v } = await learner.state();
            learner.close();
            const told = `${signal.name}, ${average.name}, ${name}`;
            assert.ok([...losses, ...norms, ...Object.values(notes)].every(Number.isFinite), told);
            for (const part of [parameters, m, v])
              for (const [of, values] of Object.entries(part))
                assert.ok(values.every(Number.isFinite), `${told}: ${of}`);
            if (heads !== zeros) assert.equal(notes.calibration, 0, told);
            assertEachClose([notes.lowest], [notes.highest], { absolute: 1e-6 }, told);
          }
        }
      }
    });
  }
});

describe('captured, a step of COSEE', () => {
  const batch = tinyBatch(6);
  const steps = [1, 2, 3].map((t) => scheduled(batch, 5 * (t - 1), 0.1 * t, 0.3, 0.55));

  it('is that of op by op, its notes too', async (test) => {
    const method = sweetRouted(cosee({ signal: softmaxScore, alpha: 1, thresholds: 3 }));
    const { eager, captured } = learnersOf(withDropout, method, steps[0]);
    if (!captured) return test.skip('steps are captured on TensorFlow alone');
    const ends = [];
    for (const create of [eager, captured]) {
      const learner = create();
      const outcomes = [];
      for (const [i, step] of steps.entries()) outcomes.push(await take(learner, step, i + 1));
      ends.push({ outcomes, state: await learner.state() });
      learner.close();
    }
    const [one, other] = ends;
    one.outcomes.forEach(({ losses, notes = {} }, i) => {
      const found = other.outcomes[i];
      assertEachClose(found.losses, losses, { relative: 1e-5 }, `losses of step ${i + 1}`);
      assert.deepEqual(Object.keys(found.notes ?? {}), ['weighted', 'calibration', 'lowest', 'highest']);
      assertEachClose(
        Object.values(found.notes ?? {}),
        Object.values(notes),
        { relative: 1e-5, absolute: 1e-6 },
        `notes of step ${i + 1}`,
      );
    });
    for (const [name, values] of Object.entries(one.state.v))
      if (!name.endsWith('key.bias')) assertClose(other.state.v[name], values, 1e-4, name);
  });

  it('leaves no tensor behind, nor does it op by op', async () => {
    const method = cosee({ thresholds: 3 });
    for (const [name, create] of Object.entries(learnersOf(withDropout, method, steps[0]))) {
      const before = tf.memory().numTensors;
      const learner = create();
      const counts = [];
      for (let t = 1; t <= 5; t++) {
        await take(learner, steps[t % 3], t);
        counts.push(tf.memory().numTensors);
      }
      assert.equal(new Set(counts).size, 1, `${name} learner: ${counts}`);
      learner.close();
      assert.equal(tf.memory().numTensors, before, `${name} learner, closed`);
    }
  });
});

describe('a COSEE run that diverges', () => {
  /** COSEE whose β is no number at step 3. */
  const method = cosee();
  const breaking: Method = {
    ...method,
    name: 'breaking',
    schedule: (step, before) =>
      (method.schedule?.(step, before) ?? []).map((x, i) => (i === 0 && step.t === 3 ? Number.NaN : x)),
  };

  it('names the step, the exit and the last good checkpoint, whose weights it keeps', async (test) => {
    const surroundings = { store: temporaryFolder(test), say: () => undefined, checkpointSeconds: 0 };
    for (const attempt of ['trained', 'asked for again']) {
      await assert.rejects(run(smallRun(breaking), surroundings), (error) => {
        assert.ok(error instanceof Diverged, attempt);
        const { step, exit, lastGood } = error.record.diverged ?? {};
        assert.deepEqual([step, lastGood, error.record.steps.length], [3, 2, 2]);
        assert.ok([1, 3, 5].includes(exit ?? 0));
        const says = new RegExp(
          `step 3: .* exit at depth ${exit} .* step 2, kept in (\\S+weights-2\\.safetensors);`,
        );
        const file = error.message.match(says)?.[1] ?? assert.fail(error.message);
        const kept = openSafetensors(file);
        assert.ok(
          kept.names.length > 50 && kept.names.every((name) => kept.floats(name).data.every(Number.isFinite)),
        );
        return true;
      });
    }
  });

  it('says where there was none', async (test) => {
    const surroundings = { store: temporaryFolder(test), say: () => undefined };
    await assert.rejects(run(smallRun(breaking), surroundings), (error) => {
      assert.ok(error instanceof Diverged);
      assert.match(
        error.message,
        /step 3: .*no checkpoint had been written before; try a lower learning rate/,
      );
      assert.equal(error.record.diverged?.lastGood, undefined);
      return true;
    });
  });
});
