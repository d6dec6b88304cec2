import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskedBatch } from '../data/making/pretrain/batch';
import { maskSequence } from '../data/making/pretrain/masking';
import { sequenceMaker } from '../data/making/pretrain/sequences';
import { seededRandom } from '../src/text/random';
import { tinyBert } from './support/tinyBert';

const tokenizer = tinyBert().tokenizer();
const maker = sequenceMaker(tokenizer, new Array(30).fill('the'));
const { pieces } = maker;
const first = 'the cook sees a small dog near the old river and the child sings';
const passage = { first, second: 'a quiet dog sees the garden .', closing: 'some farmer finds the river .' };
const sequence = maker.sequence(passage, 40);
const telling = sequence.telling ?? 0;
const tokensOf = (ids: ArrayLike<number>) => tokenizer.tokens(ids).join(' ');

/** 4,000 maskings of the sequence. */
function maskings(telling: number, repeated = 0) {
  const random = seededRandom(7);
  return Array.from({ length: 4000 }, () =>
    maskSequence(sequence, pieces, { telling, weight: 3, repeated }, random),
  );
}

const within = (share: number, expected: number, what: string) =>
  assert.ok(Math.abs(share - expected) < 0.02, `${what}: expected about ${expected}, got ${share}`);

describe('a passage as a sequence', () => {
  it('has the ids and type ids of the tokenizer itself', () => {
    const sentence2 = `${passage.second} ${passage.closing}`;
    const expected = tokenizer.encode({ sentence1: first, sentence2, label: 0 }, 40);
    assert.deepEqual([sequence.ids, sequence.typeIds], [expected.ids, expected.typeIds]);
    const alone = tokenizer.encode({ sentence1: `${first}, then: "no"!`, label: 0 }, 12);
    assert.deepEqual(maker.sequence({ first: `${first}, then: "no"!` }, 12).ids, alone.ids);
  });
});

describe('masking', () => {
  for (const share of [0, 0.9]) {
    it(`chooses 15% of the pieces, never a special one; 80% [MASK], 10% another, 10% the same (telling word: ${share})`, () => {
      const ordinary = sequence.ids.filter((id) => !pieces.special.has(id)).length;
      const all = maskings(share);
      const shown = all.flatMap(({ positions, shown }) =>
        shown.map((id, i) => [sequence.ids[positions[i]], id]),
      );
      within(shown.length / all.length / ordinary, 0.15, 'masked');
      assert.ok(shown.every(([id]) => !pieces.special.has(id)));
      within(shown.filter(([, id]) => id === pieces.mask).length / shown.length, 0.8, '[MASK]');
      const same = shown.filter(([id, seen]) => seen === id).length / shown.length;
      within(same, 0.1 + 0.1 / pieces.ordinary.length, 'the same');
    });
  }

  it('takes the word that tells what follows as often as it should', () => {
    assert.equal(tokenizer.tokens(sequence.ids)[telling], 'river');
    const taken = maskings(0.9).filter(({ positions }) => positions.includes(telling));
    within(taken.length / 4000, 0.9 + 0.1 * 0.15, 'telling word');
    for (const { positions, weights } of taken) {
      assert.deepEqual(
        weights,
        positions.map((at) => (at === telling ? 3 : 1)),
      );
    }
  });

  it('takes the rarer words first that the second part says again, where it is asked to', () => {
    assert.equal(tokensOf(sequence.repeated.map((at) => sequence.ids[at])), 'a dog sees');
    const all = maskings(0, 0.5).filter(({ positions }) =>
      sequence.repeated.every((at) => positions.includes(at)),
    );
    within(all.length / 4000, 0.5, 'all of them');
  });

  it('fills a batch: what is hidden stands in the labels, and unused slots weigh nothing', () => {
    const bucket = { size: 2, length: 32 };
    const short = maker.sequence({ first: 'the dog sings' }, 32);
    const sometimes = { telling: 0.4, weight: 1, repeated: 0.5 };
    const batch = maskedBatch([sequence, short], bucket, maker, sometimes, 0, 5);
    const restored = batch.ids.slice();
    batch.slots.forEach((slot, i) => {
      if (batch.weights[i] > 0) restored[slot] = batch.labels[i];
    });
    assert.equal(tokensOf(restored.slice(0, sequence.ids.length)), tokensOf(sequence.ids));
    assert.equal(tokensOf(restored.slice(32, 32 + short.ids.length)), tokensOf(short.ids));
    assert.equal(batch.mask.filter((x) => x === 1).length, sequence.ids.length + short.ids.length);
    assert.ok(batch.weights.includes(0));
    assert.deepEqual(maskedBatch([sequence, short], bucket, maker, sometimes, 0, 5), batch);
    assert.notDeepEqual(maskedBatch([sequence, short], bucket, maker, sometimes, 0, 6), batch);
  });

  it('has the mean of a sequence tell the word too that is hidden, where it is asked to', () => {
    const bucket = { size: 2, length: 32 };
    const short = maker.sequence({ first: 'the dog sings' }, 32);
    const always = { telling: 1, weight: 1, repeated: 0 };
    const telling = sequence.telling ?? assert.fail('the sequence has a telling word');
    const seeds = Array.from({ length: 50 }, (_, seed) => seed);
    const batches = seeds.map((seed) => maskedBatch([short, sequence], bucket, maker, always, 7, seed));
    for (const { ids, slots, labels, weights } of batches) {
      const hidden = ids[bucket.length + telling] === maker.pieces.mask;
      const means = Array.from(slots.keys()).filter((i) => weights[i] > 0 && slots[i] >= 64);
      assert.deepEqual(
        means.map((i) => [slots[i], labels[i], weights[i]]),
        hidden ? [[65, sequence.ids[telling], 7]] : [],
      );
    }
    assert.ok(
      batches.some(({ weights }) => weights.includes(7)) &&
        !batches.every(({ weights }) => weights.includes(7)),
    );
  });
});
