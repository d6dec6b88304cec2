import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openSafetensors } from '../src/encoders/safetensors';
import type { TensorFile } from '../src/encoders/tensorFile';
import { everyMethod, otherMethods } from '../src/methods';
import type { RunOptions } from '../src/runs/config';
import { encodeExamples, paddingOfRun, planOf, prepareRun, startingParameters } from '../src/runs/prepare';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { readWeights } from '../src/runs/weights';
import { deviceParameters, evaluate } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { withMemory } from '../src/training/memory';
import { stepInputs } from '../src/training/step';
import { trainedStage } from '../src/training/trainedStage';
import type { HostParameters, Method, RunConfig, RunRecord, StepRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { fixtureJson, fixturePath, fixtureTensors } from './support/fixtures';
import { hostGradients } from './support/hostGradients';
import { assertSameStep, onProcessor } from './support/reference';
import { temporaryFolder } from './support/store';

/** A method as tests/oracle/make_method_fixtures.py has trained it. */
interface Case extends Pick<RunConfig, 'method' | 'pooler' | 'pooling' | 'batch' | 'trainSize' | 'epochs'> {
  readonly steps: readonly (StepRecord & {
    readonly schedule?: readonly number[];
    /** Of the first step of a stage: each gradient before clipping. */
    readonly gradients?: Checksums;
  })[];
  /** What the reference drew for each training example, if the method draws. */
  readonly memory?: readonly number[];
  /** The file of the heads, if the method has its own. */
  readonly heads?: string;
  /** Of every parameter. */
  readonly final: Checksums;
}

type Checksums = Readonly<Record<string, { readonly sum: number; readonly norm: number }>>;

type Reference = Pick<RunConfig, 'task' | 'exits' | 'maxLength' | 'learningRate' | 'evalSize'> & {
  readonly cases: readonly Case[];
};

/** Rounding of 24 steps of Adam, which float64 tells. */
const PARAMETER = { absolute: 1e-4 };
const SUM = { absolute: 5e-4 };
const NORM = { relative: 5e-5 };

/** No loss depends on it: Adam follows its rounding. */
const isRounding = (name: string) => name.endsWith('attention.self.key.bias');

/** The method, with the numbers that the reference drew: a schedule of chance, or one for each example. */
function methodOf({ method: name, steps, memory }: Case): Method {
  const method = everyMethod.find((each) => each.name === name);
  assert.ok(method);
  const remembers = memory && { draws: (examples: number) => memory.slice(0, examples) };
  return {
    ...method,
    ...(steps[0].schedule && { schedule: ({ t }) => steps[t - 1].schedule ?? [] }),
    ...(remembers && { stages: method.stages?.map((stage) => ({ ...stage, remembers })) }),
  };
}

function optionsOf(example: Case, reference: Reference): RunOptions {
  const { task, exits, maxLength, learningRate, evalSize } = reference;
  const { pooling, pooler, batch, trainSize, epochs, steps, heads = 'methods.safetensors' } = example;
  return {
    ...{ method: methodOf(example), task, exits, maxLength, learningRate, evalSize },
    ...{ pooling, pooler, batch, trainSize, epochs },
    encoder: fixturePath('tiny-bert'),
    data: fixturePath('glue'),
    heads: fixturePath(heads),
    subset: 'first',
    shuffle: false,
    dropout: 0,
    snapshots: steps
      .flatMap(({ step, gradients }) => (gradients && step > 1 ? [step - 1] : []))
      .concat(steps.length),
  };
}

/** The gradients of the first step of each stage of a run, before clipping. */
async function firstGradients(options: RunOptions, { folder, steps }: RunRecord) {
  const prepared = prepareRun(options);
  const { model } = prepared;
  const { train } = await encodeExamples(prepared, async () => undefined);
  const read = async (values: HostParameters) => {
    const parameters = deviceParameters(model, values);
    const record = await evaluate(model, parameters, train, paddingOfRun(prepared));
    tf.dispose(Object.values(parameters));
    return record;
  };
  const found: { first: number; gradients: Readonly<Record<string, Float32Array>> }[] = [];
  let memory: Float32Array | undefined;
  for (const plan of planOf(prepared, train).stages) {
    const { first } = plan;
    const { objective, begin } = trainedStage(model, plan, read);
    const before = first === 1 ? startingParameters(prepared) : readWeights(snapshotFile(folder, first - 1));
    const start = await begin({ parameters: before, memory });
    const batch = withMemory(plan.batch(first, steps.slice(0, first - 1)), start.memory);
    const training = { model, method: plan.method, trained: objective.trained };
    const inputsOf = () => stepInputs(batch, plan.dropoutSeed(first));
    const parameters = deviceParameters(model, start.parameters);
    found.push({ first, ...hostGradients(wholeBackward, training, parameters, inputsOf) });
    memory = start.memory;
  }
  return found;
}

/** The sum and the norm of the gradient of every parameter. */
function assertSameGradients(found: Readonly<Record<string, Float32Array>>, expected: Checksums): void {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
  const whole = Math.hypot(...Object.values(expected).map(({ norm }) => norm));
  for (const [name, { sum, norm }] of Object.entries(expected).filter(([name]) => !isRounding(name))) {
    const near = { absolute: 1e-4 * norm + 1e-7 * whole };
    assertEachClose([found[name].reduce((a, b) => a + b, 0)], [sum], near, `gradient's sum of ${name}`);
    assertEachClose([Math.hypot(...found[name])], [norm], near, `gradient's norm of ${name}`);
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

/** Whether a stored tensor is an output of the exits of a method, other than logits. */
const isOutput = (name: string, method: string) =>
  name.startsWith(`${method}.`) && name !== `${method}.logits` && !name.startsWith(`${method}.final.`);

before(prepareTestBackend);

describe('methods of one file each follow PyTorch', () => {
  const reference = fixtureJson<Reference>('methods.json');
  const stored = fixtureTensors('methods.safetensors');

  for (const example of reference.cases)
    it(`${example.method}: losses, gradients, norms, rates, weights and what the exits say at the end`, async (t) => {
      const options = optionsOf(example, reference);
      const record = await run(options, { store: temporaryFolder(t), say: () => undefined });
      const { steps, evaluation, folder } = record;
      assert.equal(steps.length, example.steps.length);
      example.steps.forEach((expected, i) => {
        assertSameStep(steps[i], expected, onProcessor);
      });
      const expected = stored.floats(`${example.method}.logits`).data;
      assertEachClose(evaluation.logits, expected, onProcessor.logits, 'final logits');
      const others = stored.names.filter((name) => isOutput(name, example.method));
      assert.deepEqual(
        Object.keys(evaluation.extras ?? {}).map((name) => `${example.method}.${name}`),
        others,
      );
      for (const [name, { data }] of Object.entries(evaluation.extras ?? {}))
        assertEachClose(data, stored.floats(`${example.method}.${name}`).data, onProcessor.logits, name);
      assertSameParameters(openSafetensors(snapshotFile(folder, steps.length)), example, stored);
      const starts = await firstGradients(options, record);
      assert.deepEqual(
        starts.map(({ first }) => first),
        example.steps.filter(({ gradients }) => gradients).map(({ step }) => step),
      );
      for (const { first, gradients } of starts)
        assertSameGradients(gradients, example.steps[first - 1].gradients ?? {});
    });

  it('all methods of other papers', () => {
    const names = otherMethods.map(({ name }) => name);
    assert.deepEqual(reference.cases.map(({ method }) => method).sort(), names.sort());
  });
});
