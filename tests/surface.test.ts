import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { generateTask } from '../data/making/generate/graded';
import {
  bagNames,
  GRADED_FROM,
  SURFACE_BAR,
  type SurfaceRow,
  surfaceScores,
} from '../data/making/generate/surface';
import { surfaceMarkdown } from '../data/making/generate/surfaceTable';
import { DATA_SEED, gradedTasks } from '../data/making/generate/tasks';
import { projectRoot } from '../src/paths';
import { surfaceFeatures } from '../src/text/bagOfWords';
import { fitLogistic, predictLogistic } from '../src/text/logisticRegression';
import { type Random, seededRandom } from '../src/text/random';
import type { Example } from '../src/types';

const stored = (name: string) => readFileSync(join(projectRoot(), 'data', 'tasks', name), 'utf8');

describe('logistic regression', () => {
  it('stops where the gradient of mean cross-entropy + |w|^2 / (2 N) is zero', () => {
    const rows = [[0], [0], [], [0]].map((row) => Int32Array.from(row));
    const labels = [1, 1, 0, 0];
    const { weights } = fitLogistic(rows, labels, 2, 1);
    const probability = (row: number) => {
      const score = (c: number) => (row ? weights[c] : 0) + weights[2 + c];
      return 1 / (1 + Math.exp(score(0) - score(1)));
    };
    const error = labels.map((label, n) => probability(rows[n].length) - label);
    assert.ok(Math.abs(error.reduce((sum, e) => sum + e, 0) / 4) < 2e-3, 'bias');
    assert.ok(Math.abs((error[0] + error[1] + error[3] + weights[1]) / 4) < 2e-3, 'weight');
    assert.deepEqual([...predictLogistic({ classes: 2, weights }, rows)], [1, 1, 0, 1]);
  });
});

describe('bags', () => {
  it('a pair has the features of each field and of both together, bigrams see the ends', () => {
    const pair = { sentence1: 'The cat sat.', sentence2: 'A cat', label: 0 };
    const words = surfaceFeatures(pair, 'words');
    for (const feature of ['the', '.', '1 cat', '2 cat', 'cat', '2 a'])
      assert.ok(words.includes(feature), feature);
    assert.equal(new Set(words).size, words.length);
    const bigrams = surfaceFeatures(pair, 'bigrams');
    for (const feature of ['the_cat', '<_the', '._>', '2 cat_>'])
      assert.ok(bigrams.includes(feature), feature);
  });

  const draw = (text: (label: number, random: Random) => string) => {
    const random = seededRandom(7);
    const examples = (n: number): Example[] =>
      Array.from({ length: n }, (_, i) => ({ sentence1: text(i % 2, random), label: i % 2, difficulty: 3 }));
    return surfaceScores({ train: examples(600), validation: examples(100), test: examples(100) }, 2);
  };
  const words = 'alder birch cedar elm fir hazel larch maple oak pine'.split(' ');
  const trees = (random: Random) => Array.from({ length: 6 }, () => words[random.integer(words.length)]);

  it('a telling word is found by both, a telling order by bigrams alone, chance by none', () => {
    const over = (rows: readonly SurfaceRow[]) => Object.fromEntries(rows.map((row) => [row.bag, row.over]));
    const word = over(draw((label, random) => [...trees(random), label ? 'good' : 'bad'].join(' ')));
    assert.deepEqual(word, { words: 50, bigrams: 50 });
    const order = over(draw((label, random) => [...trees(random), label ? 'no yes' : 'yes no'].join(' ')));
    assert.ok(order.words < 12 && order.bigrams === 50, JSON.stringify(order));
    const chance = over(draw((_, random) => trees(random).join(' ')));
    assert.ok(chance.words < 12 && chance.bigrams < 12, JSON.stringify(chance));
  });
});

describe('the committed table of give-aways', () => {
  const scores: { readonly [task: string]: readonly SurfaceRow[] } = JSON.parse(stored('surface.json'));

  it('has every task, level and bag, and SURFACE.md is made of it', () => {
    assert.deepEqual(
      Object.keys(scores),
      gradedTasks.map(({ task }) => task.name),
    );
    for (const rows of Object.values(scores)) assert.equal(rows.length, 5 * bagNames.length);
    assert.equal(stored('SURFACE.md'), surfaceMarkdown(scores));
  });

  it('from level 3 on no bag is more than 8 points over the commonest label', () => {
    for (const [task, rows] of Object.entries(scores))
      for (const { level, bag, over } of rows)
        assert.ok(level < GRADED_FROM || over <= SURFACE_BAR, `${task}, level ${level}, ${bag}: ${over}`);
  });

  it('is what the shipped generator gives: the smallest task, scored again', () => {
    const smallest = gradedTasks.reduce((a, b) => (b.sizes.train < a.sizes.train ? b : a));
    const { name, labels } = smallest.task;
    const rows = surfaceScores(generateTask(smallest, DATA_SEED), labels.length);
    assert.deepEqual(JSON.parse(JSON.stringify(rows)), scores[name]);
  });
});
