import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { exitScores } from '../src/analysis';
import { LabError } from '../src/errors';
import { writeAtomically } from '../src/files';
import { readCompact, writeCompact } from '../src/runs/compact';
import { randomRecord, runOf, withGates } from './support/records';
import { temporaryFolder } from './support/store';

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

  it('are small: two bytes a logit, labels once', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, runs);
    const { size } = statSync(join(folder, 'evaluations.safetensors'));
    assert.ok(size < 4 * 4 * 300 * 2 * 2 + 300 * 4 + 2000, `${size} bytes`);
  });

  it('of another version are refused', (t) => {
    const folder = temporaryFolder(t);
    writeCompact(folder, runs);
    const file = join(folder, 'runs.json');
    writeAtomically(file, [readFileSync(file, 'utf8').replace('"format": 1', '"format": 2')]);
    assert.throws(() => readCompact(folder), LabError);
  });
});
