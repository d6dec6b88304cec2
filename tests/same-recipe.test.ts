import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contrast } from '../src/analysis';
import { gap, judgePart } from '../src/claims';
import { LabError } from '../src/errors';
import { checkSameRecipe } from '../src/experiments/sameRecipe';
import type { RunConfig } from '../src/types';
import { randomRecord, runOf } from './support/records';

const run = (method: string, seed: number, differing: Partial<RunConfig> = {}) => {
  const made = runOf(randomRecord({ seed }), method, 'rte', seed);
  return { ...made, config: { ...made.config, ...differing } };
};

describe('runs that are compared', () => {
  it('agree in their recipe; each method has its own rate', () => {
    checkSameRecipe('exits', [run('a', 1), run('b', 1, { learningRate: 1 }), run('a', 2)]);
    checkSameRecipe('sizes', [run('a', 1), run('a', 1, { trainSize: 9 })], ['trainSize']);
  });

  for (const [name, other] of Object.entries({
    batch: { batch: 32 },
    trainSize: { trainSize: 9 },
    epochs: { epochs: 7 },
  }))
    it(`are refused for another ${name}, with the setting and the runs`, () => {
      assert.throws(
        () => checkSameRecipe('exits', [run('a', 1), run('b', 1, other)]),
        (error) => error instanceof LabError && new RegExp(`${name}: .*a-rte-1.*b-rte-1`).test(error.message),
      );
    });

  it('name the seed that one of them lacks', () => {
    const rows = [
      ...[1, 2, 3].map((seed) => ({ method: 'a', task: 'rte', seed, x: 1, score: 0.6 + seed / 100 })),
      ...[1, 2].map((seed) => ({ method: 'b', task: 'rte', seed, x: 1, score: 0.5 })),
    ];
    assert.deepEqual(contrast(rows, gap('a', 'b', [1])).missing, ['seed 3 of b on rte is missing']);
    const { detail } = judgePart({ label: '', terms: gap('a', 'b', [1]) }, { rows });
    assert.match(detail, /judged on seeds 1, 2: seed 3 of b on rte is missing$/);
    assert.match(detail, /\+11\.0 and \+12\.0 at seeds 1 and 2/);
  });
});
