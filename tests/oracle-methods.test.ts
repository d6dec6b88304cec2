import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openSafetensors } from '../src/encoders/safetensors';
import type { TensorFile } from '../src/encoders/tensorFile';
import { everyMethod } from '../src/methods';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
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

function follow(test: TestContext, example: Case, reference: Reference): Promise<RunRecord> {
  const { task, exits, maxLength, learningRate, evalSize } = reference;
  const { pooling, pooler, batch, trainSize, epochs, steps } = example;
  const method = everyMethod.find(({ name }) => name === example.method);
  assert.ok(method);
  return run(
    {
      ...{
        method,
        task,
        exits,
        maxLength,
        learningRate,
        evalSize,
        pooling,
        pooler,
        batch,
        trainSize,
        epochs,
      },
      encoder: fixturePath('tiny-bert'),
      data: fixturePath('glue'),
      heads: fixturePath('methods.safetensors'),
      subset: 'first',
      shuffle: false,
      dropout: 0,
      snapshots: [steps.length],
    },
    { store: temporaryFolder(test), say: () => undefined },
  );
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
    it(`${example.method}: losses, norms, rates, weights and what the exits say at the end`, async (t) => {
      const { steps, evaluation, folder } = await follow(t, example, reference);
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
      ...['fastbert'],
    ];
    assert.deepEqual(
      reference.cases.map(({ method }) => method),
      names,
    );
  });
});
