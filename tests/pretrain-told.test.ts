import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { levels } from '../data/making/generate/graded';
import { toldPassages } from '../data/making/generate/toldPassages';
import { scoreHeldOut } from '../data/making/pretrain/evaluate';
import { toldProbes } from '../data/making/pretrain/probe';
import { progressLines } from '../data/making/pretrain/progress';
import { sequenceMaker } from '../data/making/pretrain/sequences';
import { firstParameters } from '../data/making/pretrain/stack';
import { prepareTestBackend } from './support/backend';
import { refuses } from './support/files';
import { tinyRecipe, tinyTask } from './support/pretraining';
import { tinyBert } from './support/tinyBert';

const tokenizer = tinyBert().tokenizer();
const maker = sequenceMaker(tokenizer, []);
const tasks = [
  tinyTask('two', ['cat', 'bird'], ['river', 'garden'], ['river', 'painter']),
  tinyTask('three', ['cat', 'bird', 'dog'], ['river', 'garden', 'singer']),
];
const told = toldPassages(tasks);
const probes = toldProbes(told, maker, 40);
const tokensOf = (ids: ArrayLike<number>) => tokenizer.tokens(ids).join(' ');

describe('passages that tell their label', () => {
  it('are by task and level, with every label of every closing equally often, and always the same', () => {
    const places = tasks.flatMap(({ task }) => levels.map((level) => [task.name, level]));
    assert.deepEqual(
      told.map(({ task, level }) => [task, level]),
      places,
    );
    for (const { passages } of told) {
      const closings = passages.map(({ closing }) => closing);
      const counts = [...new Set(closings)].map((one) => closings.filter((other) => other === one).length);
      // the closings with a lead in common have a word in common too
      assert.deepEqual(counts, counts.length === 5 ? [8, 8, 16, 8, 8] : [8, 8, 8, 8, 8, 8]);
    }
    assert.deepEqual(toldPassages(tasks), told);
  });

  it('become batches with the telling word masked and nothing else', () => {
    for (const [i, { batch }] of probes.entries()) {
      const { size, length, ids, slots, labels, weights } = batch;
      assert.deepEqual([size, slots.length, weights.every((weight) => weight === 1)], [48, 48, true]);
      assert.equal(ids.filter((id) => id === maker.pieces.mask).length, 48);
      const restored = ids.slice();
      slots.forEach((slot, row) => {
        assert.equal(ids[slot], maker.pieces.mask);
        restored[slot] = labels[row];
      });
      told[i].passages.forEach(({ candidates, ...passage }, row) => {
        const whole = maker.sequence(passage, 40);
        const start = row * length;
        assert.equal(tokensOf(restored.slice(start, start + whole.ids.length)), tokensOf(whole.ids));
        assert.equal(slots[row], start + (whole.telling ?? 0));
        assert.equal(tokensOf([labels[row]]), passage.closing.match(/(\w+)\.$/)?.[1]);
      });
    }
  });

  it('have as candidates what any closing with their lead can end in', () => {
    for (const { task, batch, candidates } of probes) {
      const [alone, shared] = { two: ['cat bird', 'river garden painter'] }[task] ?? [
        'cat bird dog',
        'river garden singer',
      ];
      candidates.forEach((ids, row) => {
        assert.equal(tokensOf(ids), ids.includes(tokenizer.ids('cat')[0]) ? alone : shared);
        assert.ok(ids.includes(batch.labels[row]));
      });
    }
    for (const word of ['cats', 'perhaps']) {
      const strange = toldPassages([tinyTask('strange', ['cat', word])]);
      refuses(() => toldProbes(strange, maker, 40), `a piece for each of cat, ${word}`);
    }
  });
});

describe('the score of telling words', () => {
  before(prepareTestBackend);

  it('is the share of the label whose word the head is forced to', async () => {
    const recipe = tinyRecipe();
    const parameters = firstParameters(recipe);
    const scoreOf = async (...words: string[]) => {
      const bias = parameters['cls.predictions.bias'].slice();
      for (const word of words) bias[tokenizer.ids(word)[0]] = 1e3;
      bias[tokenizer.ids('sees')[0]] = 1e4;
      const forced = { ...parameters, 'cls.predictions.bias': bias };
      const batches = { generated: [], general: [], told: probes, judged: probes[0] };
      return await scoreHeldOut(recipe.config, 2, forced, batches);
    };
    const before = tf.memory().numTensors;
    const everywhere = (share: number) => levels.map(() => share);
    const cat = await scoreOf('cat', 'river');
    const bird = await scoreOf('bird', 'garden');
    assert.deepEqual(cat.told, { two: everywhere(1 / 2), three: everywhere(1 / 3) });
    assert.deepEqual(bird.told, { two: everywhere(1 / 3), three: everywhere(1 / 3) });
    assert.deepEqual([cat.judged, bird.judged], [1 / 2, 1 / 3]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('stands in the progress line, the mean of the tasks at each level', () => {
    const score = { loss: 1, accuracy: 0.5 };
    const heldOut = {
      generated: score,
      general: score,
      told: { two: [1, 0.9, 0.8, 0.7, 0.5], three: [0.9, 0.7, 0.4, 0.5, 0.5] },
      judged: 0.66,
    };
    const at = {
      blocks: 2,
      pending: { steps: 0, loss: 0, error: 0 },
      state: { parameters: {}, m: {}, v: {} },
    };
    const lines: string[] = [];
    const onStep = progressLines(
      (line) => lines.push(line),
      (step) => 9 - step,
      0,
    );
    for (const step of [1, 2]) {
      const place = { step, blocks: 2, tokens: 90 * step, seconds: step };
      onStep({ ...at, ...place, curve: [{ ...place, ...score, learningRate: 0, heldOut }] }, 9);
    }
    assert.match(lines[0], /50\.0% general, told 95 80 60 60 50, judged 66\)/);
  });
});
