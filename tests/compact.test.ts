import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { exitScores } from '../src/analysis';
import { LabError } from '../src/errors';
import { writeAtomically } from '../src/files';
import { readCompact, writeCompact } from '../src/runs/compact';
import { readShuffled, writeShuffled } from '../src/runs/shuffledFile';
import { randomRecord, runOf, withGates } from './support/records';
import { temporaryFolder } from './support/store';

const aboutFile = (error: unknown) =>
  error instanceof LabError && error.message.includes('evaluations.shuffled.gz');

describe('many runs in two small files', () => {
  const runs = ['sweet', 'early-exit'].flatMap((method) =>
    [1, 2].map((seed) => runOf(randomRecord({ seed: 1, examples: 300 }), method, 'task', seed)),
  );
  const gated = {
    ...runs[0],
    id: 'gated',
    evaluation: withGates(runs[0].evaluation, new Float32Array(1200).fill(0.25)),
  };

  it('come back with what their exits said within half precision, in order of their ids', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, [...runs, gated]);
    const found = readCompact(folder);
    assert.deepEqual(
      found.map(({ id }) => id),
      [...runs, gated].map(({ id }) => id).sort(),
    );
    for (const run of [...runs, gated]) {
      const again = found.find(({ id }) => id === run.id) ?? assert.fail(run.id);
      assert.deepEqual(again.config, run.config);
      assert.deepEqual(again.evaluation.labels, run.evaluation.labels);
      assert.deepEqual(again.evaluation.extras, run.evaluation.extras);
      run.evaluation.logits.forEach((logit, i) => {
        assert.ok(Math.abs(again.evaluation.logits[i] - logit) <= Math.abs(logit) / 1024, `${logit}`);
      });
      const [before, after] = [run, again].map(({ evaluation }) => exitScores(evaluation, 'accuracy'));
      for (const [e, score] of before.entries()) assert.ok(Math.abs(after[e] - score) < 0.01);
    }
  });

  it('are small: at most two bytes a logit, labels once', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, runs);
    const file = join(folder, 'evaluations.shuffled.gz');
    const { length } = readShuffled(file, 'the outputs');
    assert.ok(length < 4 * 4 * 300 * 2 * 2 + 300 * 4 + 2000, `${length} bytes`);
    assert.ok(statSync(file).size < 0.95 * length, `${statSync(file).size} of ${length} bytes`);
  });

  it('of another version are refused', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, runs);
    const file = join(folder, 'runs.json');
    writeAtomically(file, [readFileSync(file, 'utf8').replace('"format": 2', '"format": 1')]);
    assert.throws(() => readCompact(folder), LabError);
  });

  it('are refused if the file of their outputs is damaged or absent, by name', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, runs);
    const file = join(folder, 'evaluations.shuffled.gz');
    const whole = readFileSync(file);
    for (const damaged of [whole.subarray(0, 500), Buffer.from('no archive'), gzipSync(Buffer.alloc(10))]) {
      writeAtomically(file, [damaged]);
      assert.throws(() => readCompact(folder), aboutFile);
    }
    rmSync(file);
    assert.throws(() => readCompact(folder), aboutFile);
  });

  it('have low and high bytes apart, so that gzip makes them smaller', (t) => {
    const folder = temporaryFolder(t);
    writeShuffled(join(folder, 'few'), [Buffer.from([1, 2]), Buffer.from([3, 4, 5, 6])]);
    assert.deepEqual([...gunzipSync(readFileSync(join(folder, 'few')))], [1, 3, 5, 2, 4, 6]);
    assert.deepEqual([...readShuffled(join(folder, 'few'), 'numbers')], [1, 2, 3, 4, 5, 6]);
    const odd = { name: 'LabError', message: /expected numbers of two bytes, got 3 bytes/ };
    assert.throws(() => writeShuffled(join(folder, 'odd'), [Buffer.alloc(3)]), odd);
    writeAtomically(join(folder, 'odd'), [gzipSync(Buffer.alloc(3))]);
    assert.throws(() => readShuffled(join(folder, 'odd'), 'numbers'), odd);
    writeAtomically(join(folder, 'pointer'), ['version https://git-lfs.github.com/spec/v1']);
    assert.throws(() => readShuffled(join(folder, 'pointer'), 'numbers'), /run git lfs pull/);
  });
});
