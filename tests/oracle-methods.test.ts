import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openSafetensors } from '../src/encoders/safetensors';
import type { TensorFile } from '../src/encoders/tensorFile';
import { everyMethod } from '../src/methods';
import type { RunOptions } from '../src/runs/config';
import { encodeExamples, planOf, prepareRun, startingParameters } from '../src/runs/prepare';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { readWeights } from '../src/runs/weights';
import { deviceParameters } from '../src/training/evaluate';
import { trainedStage } from '../src/training/trainedStage';
import type { RunConfig, RunRecord, StepRecord } from '../src/types';
import { assertEachClose } from './support/close';
import { fixtureJson, fixturePath, fixtureTensors } from './support/fixtures';
import { assertSameStep, onProcessor } from './support/reference';
import { temporaryFolder } from './support/store';

/** A method as tests/oracle/make_method_fixtures.py has trained it. */
interface Case extends Pick<RunConfig, 'method' | 'pooler' | 'pooling' | 'batch' | 'trainSize' | 'epochs'> {
  readonly steps: readonly StepRecord[];
  /** Of every parameter. */
  readonly final: Readonly<Record<string, { readonly sum: number; readonly norm: number }>>;
}

type Reference = Pick<RunConfig, 'task' | 'exits' | 'maxLength' | 'learningRate' | 'evalSize'> & {
  readonly cases: readonly Case[];
};

/** Rounding of 24 steps of Adam, which float64 tells. */
const PARAMETER = { absolute: 1e-4 };
const SUM = { absolute: 5e-4 };
const NORM = { relative: 5e-5 };

/** No loss depends on it: Adam follows its rounding. */
const isRounding = (name: string) => name.endsWith('attention.self.key.bias');

function optionsOf(example: Case, reference: Reference, snapshots: readonly number[]): RunOptions {
  const { task, exits, maxLength, learningRate, evalSize } = reference;
  const { pooling, pooler, batch, trainSize, epochs, steps } = example;
  const method = everyMethod.find(({ name }) => name === example.method);
  assert.ok(method);
  return {
    ...{ method, task, exits, maxLength, learningRate, evalSize, pooling, pooler, batch, trainSize, epochs },
    encoder: fixturePath('tiny-bert'),
    data: fixturePath('glue'),
    heads: fixturePath('methods.safetensors'),
    subset: 'first',
    shuffle: false,
    dropout: 0,
    snapshots: [...snapshots, steps.length],
  };
}

const follow = (test: TestContext, options: RunOptions): Promise<RunRecord> =>
  run(options, { store: temporaryFolder(test), say: () => undefined });

/** The gradients that are stored of a method: the step of each, and its parameter. */
const storedGradients = (stored: TensorFile, method: string) =>
  stored.names
    .filter((name) => name.startsWith(`${method}.gradient.`))
    .map((name) => {
      const [step, ...parameter] = name.slice(`${method}.gradient.`.length).split('.');
      return { step: Number(step), parameter: parameter.join('.'), expected: stored.floats(name).data };
    });

/** The gradients of one step, from the parameters before it. */
async function gradientsAt(options: RunOptions, step: number, folder: string) {
  const prepared = prepareRun(options);
  const { train } = await encodeExamples(prepared, async () => undefined);
  const span = planOf(prepared, train).stages.find(({ first }) => first === step);
  assert.ok(span, `step ${step} is the first of a stage`);
  const before = step === 1 ? startingParameters(prepared) : readWeights(snapshotFile(folder, step - 1));
  const { objective, begin } = trainedStage(prepared.model, span);
  const parameters = deviceParameters(prepared.model, begin(before).parameters);
  const found = tf.tidy(() => {
    const feeds = objective.feeds(span.batch(step, []), span.dropoutSeed(step));
    const { gradients } = objective.gradients(parameters, feeds, () => undefined);
    return Object.entries(gradients).map(([name, gradient]) => [name, gradient.dataSync()] as const);
  });
  tf.dispose(Object.values(parameters));
  return new Map(found);
}

/** The largest difference of a gradient of a step, relative to the largest number of all stored gradients of the step. */
const GRADIENT = 1e-4;

async function assertSameGradients(options: RunOptions, folder: string, method: string, stored: TensorFile) {
  const all = storedGradients(stored, method);
  for (const step of new Set(all.map((one) => one.step))) {
    const found = await gradientsAt(options, step, folder);
    const own = all.filter((one) => one.step === step);
    const largest = Math.max(...own.flatMap(({ expected }) => Array.from(expected, Math.abs)));
    for (const { parameter, expected } of own)
      assertEachClose(
        found.get(parameter) ?? [],
        expected,
        { absolute: GRADIENT * largest },
        `gradient of ${parameter} at step ${step}`,
      );
  }
}

/** Some parameters whole, and the sum and norm of each. */
function assertSameParameters(found: TensorFile, { method, final }: Case, stored: TensorFile): void {
  assert.deepEqual([...found.names].sort(), Object.keys(final).sort());
  const prefix = `${method}.final.`;
  for (const name of stored.names.filter((name) => name.startsWith(prefix))) {
    const { data } = found.floats(name.slice(prefix.length));
    assertEachClose(data, stored.floats(name).data, PARAMETER, name);
  }
  for (const [name, { sum, norm }] of Object.entries(final).filter(([name]) => !isRounding(name))) {
    const { data } = found.floats(name);
    assertEachClose([data.reduce((a, b) => a + b, 0)], [sum], SUM, `sum of ${name}`);
    const squares = data.reduce((total, x) => total + x * x, 0);
    assertEachClose([Math.sqrt(squares)], [norm], { ...NORM, absolute: 1e-6 }, `norm of ${name}`);
  }
}

describe('methods of one file each follow PyTorch', () => {
  const reference = fixtureJson<Reference>('methods.json');
  const stored = fixtureTensors('methods.safetensors');

  for (const example of reference.cases)
    it(`${example.method}: losses, gradients, norms, rates, weights and what the exits say at the end`, async (t) => {
      const starts = storedGradients(stored, example.method).flatMap(({ step }) =>
        step > 1 ? [step - 1] : [],
      );
      const options = optionsOf(example, reference, [...new Set(starts)]);
      const { steps, evaluation, folder } = await follow(t, options);
      await assertSameGradients(options, folder, example.method, stored);
      assert.equal(steps.length, example.steps.length);
      example.steps.forEach((expected, i) => {
        assertSameStep(steps[i], expected, onProcessor);
      });
      const expected = stored.floats(`${example.method}.logits`).data;
      assertEachClose(evaluation.logits, expected, onProcessor.logits, 'final logits');
      const { ensemble } = evaluation.extras ?? {};
      assert.equal(ensemble !== undefined, example.method === 'ztw');
      if (ensemble)
        assertEachClose(ensemble.data, stored.floats('ztw.ensembles').data, onProcessor.logits, 'ensembles');
      assertSameParameters(openSafetensors(snapshotFile(folder, steps.length)), example, stored);
    });

  it('that are named here', () => {
    const names = [
      ...['pabee', 'elasticbert', 'deebert', 'mixed', 'gradient-surgery', 'ztw'],
      ...['fastbert', 'dynexit', 'gaml-bert', 'cagrad'],
    ];
    assert.deepEqual(
      reference.cases.map(({ method }) => method),
      names,
    );
  });
});
