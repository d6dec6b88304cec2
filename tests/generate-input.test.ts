import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gradedTaskByName } from '../data/making/generate/files';
import { type GradedTask, generateTask, levelOf } from '../data/making/generate/graded';
import { passageSource } from '../data/making/generate/passages';
import { acceptability } from '../data/making/generate/tasks/acceptability';
import { answers } from '../data/making/generate/tasks/answers';
import { LabError } from '../src/errors';
import { openDataset } from '../src/text/dataset';
import { start } from './support/cli';

const refusal = (pattern: RegExp) => (error: unknown) =>
  error instanceof LabError && pattern.test(error.message);
const small = { ...answers, sizes: { train: 40, validation: 20, test: 20 } };

describe('the generator refuses', () => {
  it('sizes that are no numbers of examples', () => {
    for (const train of [0, -5, 2.5, Number.NaN]) {
      const graded = { ...small, sizes: { ...small.sizes, train } };
      assert.throws(
        () => generateTask(graded, 1),
        refusal(/answers: expected a whole number of train examples/),
      );
    }
  });

  it('shares that are not one for each label, 1 in all', () => {
    for (const shares of [[0.5, 0.4], [1], [1.5, -0.5], [0.3, 0.3, 0.4]]) {
      assert.throws(
        () => generateTask({ ...small, shares }, 1),
        refusal(/answers: expected a fraction for each label/),
      );
    }
  });

  it('more examples than a grammar has', () => {
    const same = answers.draw(
      { level: 1, label: 0, held: false },
      { uniform: () => 0.5, integer: () => 0, normal: () => 0 },
    );
    const poor = { ...small, draw: () => same };
    assert.throws(
      () => generateTask(poor, 1, [1]),
      refusal(/no new train example of level 1, label 1; ask for fewer/),
    );
  });

  it('a seed that is no whole number, a level and a task that there are not', () => {
    assert.throws(() => generateTask(small, 1.5), refusal(/integer, got 1\.5/));
    assert.throws(() => levelOf(6), refusal(/a level of 1, 2, 3, 4, 5, got 6/));
    assert.throws(() => gradedTaskByName('sentiments'), refusal(/sentiment, paraphrase.*got 'sentiments'/));
  });
});

describe('npm run generate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  after(() => rmSync(folder, { recursive: true }));
  const generate = (...words: string[]) =>
    start(process.execPath, [require.resolve('../data/making/generate'), ...words]).ended;

  it('refuses an unknown option, an unknown task, and to write other data where the shipped data is', async () => {
    const answers = await Promise.all([
      generate('--sise', '3'),
      generate('--out', folder, '--tasks', 'sentiment,colour'),
      generate('--seed', '2'),
    ]);
    assert.deepEqual(
      answers.map(({ code }) => code),
      [1, 1, 1],
    );
    assert.match(answers[0].stderr, /--sise/);
    assert.match(answers[1].stderr, /got 'colour'/);
    assert.match(answers[2].stderr, /expected --out DIR with --seed/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('writes a task of the levels and sizes asked for, which the reader of tasks reads', async () => {
    const options = { tasks: 'answers', levels: '3,5', train: '40', validation: '10', test: '10', seed: '7' };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, stderr } = await generate('--out', folder, ...words);
    assert.equal(code, 0, stderr);
    const { train, validation } = openDataset({ task: 'answers', data: join(folder, 'answers') });
    assert.equal(train.length, 40);
    assert.equal(validation.length, 10);
    assert.deepEqual([...new Set(train.map(({ difficulty }) => difficulty))].sort(), [3, 5]);
    const made = generateTask({ ...answers, sizes: { train: 40, validation: 10, test: 10 } }, 7, [3, 5]);
    const first = readFileSync(join(folder, 'answers', 'train.jsonl'), 'utf8').split('\n')[0];
    assert.equal(JSON.parse(first).sentence2, made.train[0].sentence2);
  });
});

describe('passages to pretrain on', () => {
  const tasks: readonly GradedTask<unknown>[] = [acceptability, answers];
  const passageAt = passageSource(5, tasks);
  const passages = Array.from({ length: 3000 }, (_, i) => passageAt(i));

  it('are the same at the same place, others elsewhere and from another seed', () => {
    assert.deepEqual(passageAt(17), passages[17]);
    const texts = new Set(passages.map(({ first, second }) => `${first} ${second}`));
    assert.ok(texts.size > 2900, `${texts.size} different ones`);
  });

  it('repeat no example of validation or test', () => {
    const kept = tasks.flatMap((graded) => {
      const { validation, test } = generateTask(graded, 1);
      return [...validation, ...test];
    });
    const seconds = new Map(passages.map(({ first, second = '' }) => [first, second]));
    const repeated = kept.filter(
      ({ sentence1, sentence2 = '' }) => seconds.get(sentence1)?.startsWith(sentence2) ?? false,
    );
    assert.deepEqual(repeated, []);
  });
});
