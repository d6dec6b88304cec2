import assert from 'node:assert/strict';
import { it } from 'node:test';
import { methodByName } from '../../src/methods';
import { run } from '../../src/runs/run';
import type { RunConfig, StepRecord } from '../../src/types';
import { assertEachClose } from './close';
import { fixtureJson, fixturePath, fixtureTensors } from './fixtures';
import { temporaryFolder } from './store';

interface Case extends Pick<RunConfig, 'method' | 'pooling' | 'pooler' | 'trainSize' | 'epochs'> {
  readonly steps: readonly (StepRecord & { readonly gradientNorm: readonly number[] })[];
}

interface Reference extends Pick<RunConfig, 'task' | 'exits' | 'maxLength' | 'learningRate' | 'batch'> {
  readonly cases: readonly Case[];
}

const nameOf = ({ method, pooling, pooler }: Case) => `${method}.${pooling}.${pooler}`;

/** Trains as the reference did: the first rows in file order, no dropout, the same heads. */
const follow = (name: string, encoder: string, reference: Reference, example: Case, store: string) => {
  const { task, exits, maxLength, learningRate, batch } = reference;
  const { method, pooling, pooler, trainSize, epochs } = example;
  return run(
    {
      ...{ task, exits, maxLength, learningRate, batch, pooling, pooler, trainSize, epochs, encoder },
      method: methodByName(method),
      data: fixturePath('glue'),
      heads: fixturePath(`${name}-heads.safetensors`),
      subset: 'first',
      shuffle: false,
      dropout: 0,
    },
    { store, say: () => undefined },
  );
};

/** Tests, one for each case of `NAME.json`: every loss of every step to 1e-5, of which rounding alone takes up to 9e-7; the final logits to 1e-4. */
export function itFollows(name: string, encoder: string, skip: string | false): void {
  const reference = fixtureJson<Reference>(`${name}.json`);
  const logits = fixtureTensors(`${name}-logits.safetensors`);
  for (const example of reference.cases) {
    it(`${name}: ${nameOf(example)}`, { skip }, async (test) => {
      const { steps, evaluation } = await follow(name, encoder, reference, example, temporaryFolder(test));
      assert.equal(steps.length, example.steps.length);
      example.steps.forEach((expected, i) => {
        const { step, loss, learningRate, gradientNorm } = steps[i];
        assert.equal(step, expected.step);
        assertEachClose([learningRate], [expected.learningRate], { relative: 1e-12 }, `rate of step ${step}`);
        assertEachClose(loss, expected.loss, { relative: 1e-5 }, `losses of step ${step}`);
        const norms = [gradientNorm].flat();
        assertEachClose(norms, expected.gradientNorm, { relative: 1e-4 }, `norms of step ${step}`);
      });
      const final = { relative: 1e-4, absolute: 1e-5 };
      assertEachClose(evaluation.logits, logits.floats(nameOf(example)).data, final, 'final logits');
    });
  }
}
