import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itFollowsCosee } from './support/coseeReference';
import { fixtureJson, fixturePath } from './support/fixtures';

interface Told {
  readonly cases: readonly {
    readonly batch: number;
    readonly steps: readonly { readonly counted: number }[];
  }[];
}

describe('COSEE of a small BERT of odd sizes follows PyTorch', () => {
  itFollowsCosee('cosee-tiny', fixturePath('tiny-bert'), false);

  it('also where exits have no sample right, or none wrong', () => {
    const few = fixtureJson<Told>('cosee-tiny.json').cases.filter(({ batch }) => batch < 16);
    assert.equal(few.length, 2);
    for (const { steps } of few) {
      const counts = new Set(steps.map(({ counted }) => counted));
      assert.ok(counts.has(0) && counts.has(4) && counts.size > 2, [...counts].join());
    }
  });
});
