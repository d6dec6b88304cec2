import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { shippedFiles } from '../data/making/generate/files';
import { levels, splitNames, templateOf, textOf } from '../data/making/generate/graded';
import { gradedTasks } from '../data/making/generate/tasks';
import { projectRoot } from '../src/paths';
import { openDataset } from '../src/text/dataset';
import type { Example } from '../src/types';
import { allOf, disputedPairs, type ProvedTask, provedTasks } from './support/gradedProofs';

const proved = provedTasks();
const wordsOf = (text: string) => text.split(' ').length;
const fieldsOf = ({ sentence1, sentence2 }: Example) =>
  sentence2 === undefined ? [sentence1] : [sentence1, sentence2];

describe('generated data', () => {
  it('is what the repository holds, to the byte of its text', () => {
    const held = (path: string) => {
      const bytes = readFileSync(join(projectRoot(), 'data', path));
      return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    };
    const other = shippedFiles(proved)
      .filter(([path, content]) => held(path) !== content)
      .map(([path]) => path);
    assert.deepEqual(other, [], 'npm run generate makes these again');
  });

  it('is all the shipped tasks', () => {
    assert.deepEqual(
      proved.map(({ graded }) => graded),
      gradedTasks,
    );
  });

  it('has between 2,000 and 5,000 word types', () => {
    const texts = proved.flatMap(({ splits }) => allOf(splits)).flatMap(fieldsOf);
    const types = new Set(texts.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []));
    assert.ok(types.size >= 2000 && types.size <= 5000, `${types.size} word types`);
  });
});

describe('passages that are of no task', () => {
  it('say the same where the second evaluator finds that they do', () => {
    assert.deepEqual(disputedPairs(), []);
  });
});

for (const task of proved) describe(`the task ${task.graded.task.name}`, () => checksOf(task));

function checksOf({ graded, splits, disputed }: ProvedTask): void {
  const { task, sizes, shares } = graded;
  const all = allOf(splits);

  it('has the labels that a second evaluator finds from the logical forms', () => {
    assert.equal(disputed.length, 0, disputed.slice(0, 5).join('\n'));
  });

  it('is read from its files as it was made', () => {
    const read = openDataset({ task: task.name });
    for (const split of splitNames) {
      const made = splits[split].map(({ form: _form, held: _held, ...example }) => example);
      assert.deepEqual(read[split], made);
    }
  });

  it('has no text twice, and no template in two splits', () => {
    assert.equal(new Set(all.map(textOf)).size, all.length);
    const owners = new Map(splitNames.flatMap((split) => splits[split].map((e) => [templateOf(e), split])));
    const strays = splitNames.flatMap((split) =>
      splits[split].filter((e) => owners.get(templateOf(e)) !== split),
    );
    assert.deepEqual(strays.map(textOf), []);
  });

  it('has every level as often, and the labels in their shares at each', () => {
    for (const split of splitNames) {
      assert.equal(splits[split].length, sizes[split]);
      for (const level of levels) {
        const here = splits[split].filter(({ difficulty }) => difficulty === level);
        assert.equal(here.length, sizes[split] / levels.length, `${split}, level ${level}`);
        for (const [label, share] of shares.entries()) {
          const count = here.filter((e) => e.label === label).length;
          assert.ok(
            Math.abs(count - share * here.length) <= 1,
            `${split}, level ${level}: ${count} of ${label}`,
          );
        }
      }
    }
  });

  it('keeps its held-out combinations from training, and has a quarter of them in validation and test', () => {
    assert.equal(splits.train.filter(({ held }) => held).length, 0);
    for (const { length, held } of [splits.validation, splits.test].map(heldOf)) {
      assert.ok(Math.abs(held / length - 0.25) < 0.02, `${held} of ${length}`);
    }
  });

  it('says as many steps as its level, and not at length', () => {
    for (const { why, difficulty } of all) assert.equal(why.split('; ').length, difficulty, why);
    assert.deepEqual(
      all.filter(({ why }) => why.length > 300).map(({ why }) => why),
      [],
    );
  });

  it('is sentences of 5 to 45 words, written as sentences are', () => {
    for (const field of all.flatMap(fieldsOf)) {
      assert.ok(wordsOf(field) >= 5 && wordsOf(field) <= 45, field);
      assert.match(field, /^[A-Z].*[.?]$/);
      assert.doesNotMatch(field, / {2}| [,.;:?]|[,;:][,.;:?]|\bundefined\b|_|[a-z][A-Z]|\b[B-HJ-Z]\b/);
    }
  });

  it('is not in an order that gives the label or the difficulty away', () => {
    const { train } = splits;
    const runs = (value: (example: Example) => unknown) =>
      train.filter((example, i) => i > 0 && value(example) === value(train[i - 1])).length / train.length;
    const chance = shares.reduce((sum, share) => sum + share * share, 0);
    assert.ok(Math.abs(runs(({ label }) => label) - chance) < 0.04);
    assert.ok(Math.abs(runs(({ difficulty }) => difficulty) - 1 / levels.length) < 0.04);
  });
}

function heldOf(examples: readonly { readonly held: boolean }[]): { length: number; held: number } {
  return { length: examples.length, held: examples.filter(({ held }) => held).length };
}
