import assert from 'node:assert/strict';
import { it } from 'node:test';
import { methodByName } from '../../src/methods';
import { run } from '../../src/runs/run';
import type { Method, RunConfig, StepRecord } from '../../src/types';
import { assertEachClose } from './close';
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

/** Tests, one for each case of `NAME.json`: every loss of every step to 1e-5, of which rounding alone takes up to 3e-6; the final logits to 1e-4. */
export function itFollowsEach<Case>(
  name: string,
  encoder: string,
  skip: string | false,
  followedOf: (example: Case) => Followed,
): void {
  const reference = fixtureJson<Reference<Case>>(`${name}.json`);
  const logits = fixtureTensors(`${name}-logits.safetensors`);
  for (const example of reference.cases.map(followedOf)) {
    it(`${name}: ${example.name}`, { skip }, async (test) => {
      const { steps, evaluation } = await follow(name, encoder, reference, example, temporaryFolder(test));
      assert.equal(steps.length, example.steps.length);
      example.steps.forEach((expected, i) => {
        assertSameStep(steps[i], expected);
      });
      const final = { relative: 1e-4, absolute: 1e-5 };
      assertEachClose(evaluation.logits, logits.floats(example.name).data, final, 'final logits');
    });
  }
}

function assertSameStep(
  { step, loss, learningRate, gradientNorm, notes = {} }: StepRecord,
  expected: Followed['steps'][number],
): void {
  assert.equal(step, expected.step);
  assertEachClose([learningRate], [expected.learningRate], { relative: 1e-12 }, `rate of step ${step}`);
  assertEachClose(loss, expected.loss, { relative: 1e-5 }, `losses of step ${step}`);
  const norms = [gradientNorm].flat();
  assertEachClose(norms, expected.gradientNorm, { relative: 1e-4 }, `norms of step ${step}`);
  const noted = expected.notes ?? {};
  assert.deepEqual(Object.keys(notes), Object.keys(noted));
  for (const [note, value] of Object.entries(noted)) {
    const small = { relative: 1e-5, absolute: 1e-6 };
    assertEachClose([notes[note]], [value], small, `${note} of step ${step}`);
  }
}

interface MethodCase extends Omit<Followed, 'name' | 'method'> {
  readonly method: string;
}

/** The same for the methods of the SWEET paper, at its batch of 16. */
export const itFollows = (name: string, encoder: string, skip: string | false): void =>
  itFollowsEach<MethodCase>(name, encoder, skip, (example) => {
    const { method, pooling, pooler } = example;
    const label = `${method}.${pooling}.${pooler}`;
    return { ...example, batch: 16, name: label, method: methodByName(method) };
  });
