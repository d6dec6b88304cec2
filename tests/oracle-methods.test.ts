import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openSafetensors } from '../src/encoders/safetensors';
import type { TensorFile } from '../src/encoders/tensorFile';
import { everyMethod, otherMethods } from '../src/methods';
import type { RunOptions } from '../src/runs/config';
import { encodeExamples, planOf, prepareRun, startingParameters } from '../src/runs/prepare';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { deviceParameters } from '../src/training/evaluate';
import { wholeBackward } from '../src/training/exitObjective';
import { trainedIn } from '../src/training/stages';
import { stepInputs } from '../src/training/step';
import type { Method, RunConfig, StepRecord } from '../src/types';
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

/** The method, with the numbers that the reference drew if its steps have a schedule of chance. */
function methodOf({ method: name, steps }: Case): Method {
  const method = everyMethod.find((each) => each.name === name);
  assert.ok(method);
  if (!steps[0].schedule) return method;
  return { ...method, schedule: ({ t }) => steps[t - 1].schedule ?? [] };
}

function optionsOf(example: Case, reference: Reference): RunOptions {
  const { task, exits, maxLength, learningRate, evalSize } = reference;
  const { pooling, pooler, batch, trainSize, epochs, steps } = example;
  return {
    ...{ method: methodOf(example), task, exits, maxLength, learningRate, evalSize },
    ...{ pooling, pooler, batch, trainSize, epochs },
    encoder: fixturePath('tiny-bert'),
    data: fixturePath('glue'),
    heads: fixturePath('methods.safetensors'),
    subset: 'first',
    shuffle: false,
    dropout: 0,
    snapshots: [steps.length],
  };
}

/** The gradients of the first step of a run, before clipping. */
async function firstGradients(options: RunOptions): Promise<Readonly<Record<string, Float32Array>>> {
  const prepared = prepareRun(options);
  const { model } = prepared;
  const { train } = await encodeExamples(prepared, async () => undefined);
  const [plan] = planOf(prepared, train).stages;
  const training = { model, method: plan.method, trained: trainedIn(model, plan) };
  const parameters = deviceParameters(model, startingParameters(prepared));
  return hostGradients(wholeBackward, training, parameters, () => stepInputs(plan.batch(1, []), 1)).gradients;
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
    it(`${example.method}: losses, norms, rates, weights and what the exits say at the end`, async (t) => {
      const { steps, evaluation, folder } = await run(optionsOf(example, reference), {
        store: temporaryFolder(t),
        say: () => undefined,
      });
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
    });

  for (const example of reference.cases)
    it(`${example.method}: the gradient of every parameter in the first step`, async () => {
      const found = await firstGradients(optionsOf(example, reference));
      const expected = Object.entries(example.steps[0].gradients ?? {});
      assert.deepEqual(Object.keys(found).sort(), expected.map(([name]) => name).sort());
      const whole = Math.hypot(...expected.map(([, { norm }]) => norm));
      for (const [name, { sum, norm }] of expected.filter(([name]) => !isRounding(name))) {
        const near = { absolute: 1e-4 * norm + 1e-7 * whole };
        assertEachClose([found[name].reduce((a, b) => a + b, 0)], [sum], near, `sum of ${name}`);
        assertEachClose([Math.hypot(...found[name])], [norm], near, `norm of ${name}`);
      }
    });

  it('all methods of other papers', () => {
    const names = otherMethods.map(({ name }) => name);
    assert.deepEqual(reference.cases.map(({ method }) => method).sort(), names.sort());
  });
});
