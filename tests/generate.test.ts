import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { generatedFiles } from '../src/generate/files';
import { projectRoot } from '../src/paths';
import { openDataset } from '../src/text/dataset';
import type { Example } from '../src/types';

describe('generated data', () => {
  const files = generatedFiles();

  it('is what the repository holds, to the byte', () => {
    for (const [path, content] of files) {
      assert.ok(
        readFileSync(join(projectRoot(), 'data', path), 'utf8') === content,
        `data/${path}: npm run generate`,
      );
    }
  });

  it('takes less than 3 MB', () => {
    const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
    assert.ok(bytes < 3e6);
  });
});

describe('the sentiment task', () => {
  const { train, validation, test = [] } = openDataset({ task: 'sentiment' });
  const splits = { train, validation, test };
  const all = Object.values(splits).flat();

  it('has no sentence twice', () => {
    assert.equal(new Set(all.map(({ sentence1 }) => sentence1)).size, all.length);
  });

  it('has each label equally often at every difficulty of every split', () => {
    for (const examples of Object.values(splits)) {
      for (const difficulty of [1, 2, 3, 4, 5]) {
        const labels = examples
          .filter((example) => example.difficulty === difficulty)
          .map(({ label }) => label);
        assert.ok(labels.length > 0);
        assert.equal(labels.filter((label) => label === 1).length, labels.length / 2);
      }
    }
  });

  it('is sentences, each with a reason', () => {
    for (const { sentence1, why } of all) {
      assert.match(sentence1, /^[A-Z][A-Za-z, ]*\.$/);
      assert.doesNotMatch(sentence1, / {2}| [,.]|,,/);
      assert.ok(why && why.length > 10);
    }
  });

  it('is not in an order that gives the label or the difficulty away', () => {
    const runs = (value: (example: Example) => unknown) =>
      train.filter((example, i) => i > 0 && value(example) === value(train[i - 1])).length / train.length;
    assert.ok(Math.abs(runs(({ label }) => label) - 0.5) < 0.04);
    assert.ok(Math.abs(runs(({ difficulty }) => difficulty) - 0.355) < 0.04);
  });

  it('follows from its sentence: an independent reader finds every label', () => {
    const wrong = all
      .filter(({ sentence1, label }) => readLabel(sentence1) !== label)
      .map(({ sentence1 }) => sentence1);
    assert.deepEqual(wrong, []);
  });
});

const praise =
  /\b(beautiful|brilliant|charming|clever|delightful|elegant|excellent|fresh|funny|wonderful|adored?|loved?|enjoy(ed)?)\b/;
const turns = /\b(not|never|anything but|nobody (?!denies)|wrong to say|no longer believe|few agree)\b/g;

/** The label of a sentence by three rules: the main clause decides, each turning phrase turns it, no praise is blame. */
function readLabel(sentence: string): number {
  const main = mainClause(sentence.toLowerCase());
  const turned = [...main.matchAll(turns)].length % 2;
  return (praise.test(main) ? 1 : 0) ^ turned;
}

function mainClause(sentence: string): string {
  const opener =
    /^(in my opinion|to my mind|in the end|all in all|last night|on sunday|this time|yesterday|in the evening), /;
  const text = sentence.replace(opener, '').replace(/\.$/, '');
  if (text.includes(', but ')) return text.split(', but ')[1];
  if (text.startsWith('although ')) return text.split(', ')[1];
  return text.split(', ')[0];
}
