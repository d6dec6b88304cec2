import assert from 'node:assert/strict';
import { it } from 'node:test';
import { methodByName } from '../../src/methods';
import { run } from '../../src/runs/run';
import { targetOf } from '../../src/targets';
import type { Method, RunConfig, StepRecord } from '../../src/types';
import { assertEachClose, type Tolerance } from './close';
import { fixtureJson, fixturePath, fixtureTensors } from './fixtures';
import { temporaryFolder } from './store';

type Wiring = Pick<RunConfig, 'pooling' | 'pooler' | 'trainSize' | 'epochs' | 'batch'>;

/** What a reference trained, and every step of it. */
interface Reference<Case> extends Pick<RunConfig, 'task' | 'exits' | 'maxLength' | 'learningRate'> {
  readonly cases: readonly Case[];
}

/** A case as the tests see it. */
export interface Followed extends Wiring {
  readonly name: string;
  readonly method: Method;
  readonly steps: readonly (StepRecord & { readonly gradientNorm: readonly number[] })[];
}

/** Trains as the reference did: the first rows in file order, no dropout, the same heads. */
const follow = (
  name: string,
  encoder: string,
  reference: Reference<unknown>,
  example: Followed,
  store: string,
) => {
  const { task, exits, maxLength, learningRate } = reference;
  const { method, pooling, pooler, trainSize, epochs, batch } = example;
  return run(
    {
      ...{ task, exits, maxLength, learningRate, batch, pooling, pooler, trainSize, epochs, encoder },
      method,
      data: fixturePath('glue'),
      heads: fixturePath(`${name}-heads.safetensors`),
      subset: 'first',
      shuffle: false,
      dropout: 0,
    },
    { store, say: () => undefined },
  );
};

/** How near a run must be to its reference. */
export interface Closeness {
  readonly losses: Tolerance;
  readonly norms: Tolerance;
  readonly notes: Tolerance;
  readonly logits: Tolerance;
}

/** Of TensorFlow on the processor; of the losses, rounding alone takes up to 3e-6. */
export const onProcessor: Closeness = {
  losses: { relative: 1e-5 },
  norms: { relative: 1e-4 },
  notes: { relative: 1e-5, absolute: 1e-6 },
  logits: { relative: 1e-4, absolute: 1e-5 },
};

/** Of a GPU or its driver, whose float32 differs in the last digits. */
export const onDevice: Closeness = {
  losses: { relative: 1e-4 },
  norms: { relative: 1e-3 },
  notes: { relative: 1e-4, absolute: 1e-5 },
  logits: { relative: 1e-3, absolute: 1e-4 },
};

/** Which cases are followed, and how nearly. */
export interface Following {
  readonly only?: readonly string[];
  readonly closeness?: Closeness;
}

/**
 * Tests, one for each case of `NAME.json`: every step's losses, norms and notes, and the final logits and
 * predictions.
 */
export function itFollowsEach<Case>(
  name: string,
  encoder: string,
  skip: string | false,
  followedOf: (example: Case) => Followed,
  { only, closeness = onProcessor }: Following = {},
): void {
  const reference = fixtureJson<Reference<Case>>(`${name}.json`);
  const logits = fixtureTensors(`${name}-logits.safetensors`);
  const cases = reference.cases.map(followedOf).filter(({ name }) => only?.includes(name) ?? true);
  assert.equal(cases.length, only?.length ?? cases.length, `${name}: cases named ${only}`);
  for (const example of cases) {
    it(`${name}: ${example.name}`, { skip }, async (test) => {
      const { steps, evaluation } = await follow(name, encoder, reference, example, temporaryFolder(test));
      assert.equal(steps.length, example.steps.length);
      example.steps.forEach((expected, i) => {
        assertSameStep(steps[i], expected, closeness);
      });
      const expected = logits.floats(example.name).data;
      assertEachClose(evaluation.logits, expected, closeness.logits, 'final logits');
      const predicted = (values: Float32Array) =>
        targetOf(evaluation.classes).predictions(values, evaluation.classes);
      assert.deepEqual(predicted(evaluation.logits), predicted(Float32Array.from(expected)));
    });
  }
}

export function assertSameStep(
  { step, loss, learningRate, gradientNorm, notes = {} }: StepRecord,
  expected: StepRecord,
  closeness: Closeness,
): void {
  assert.equal(step, expected.step);
  assertEachClose([learningRate], [expected.learningRate], { relative: 1e-12 }, `rate of step ${step}`);
  assertEachClose(loss, expected.loss, closeness.losses, `losses of step ${step}`);
  const [norms, expectedNorms] = [gradientNorm, expected.gradientNorm].map((norm) => [norm].flat());
  assertEachClose(norms, expectedNorms, closeness.norms, `norms of step ${step}`);
  const noted = expected.notes ?? {};
  assert.deepEqual(Object.keys(notes), Object.keys(noted));
  for (const [note, value] of Object.entries(noted))
    assertEachClose([notes[note]], [value], closeness.notes, `${note} of step ${step}`);
}

interface MethodCase extends Omit<Followed, 'name' | 'method'> {
  readonly method: string;
}

/** The same for the methods of the SWEET paper, at its batch of 16. */
export const itFollows = (
  name: string,
  encoder: string,
  skip: string | false,
  following: Following = {},
): void => itFollowsEach<MethodCase>(name, encoder, skip, followedMethod, following);

function followedMethod(example: MethodCase): Followed {
  const { method, pooling, pooler } = example;
  const label = `${method}.${pooling}.${pooler}`;
  return { ...example, batch: 16, name: label, method: methodByName(method) };
}
