import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { decide, decidedPredictions, speedUp } from '../src/analysis';
import { LabError } from '../src/errors';
import { cosee } from '../src/methods';
import { learnedExit, quantilePolicy } from '../src/policies';
import type { RunOptions } from '../src/runs/config';
import { run } from '../src/runs/run';
import { submit } from '../src/runs/submit';
import { energy } from '../src/signals';
import { start } from './support/cli';
import { fixturePath } from './support/fixtures';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

/** The invented inference task, its development rows without their labels for a test set. */
function taskWithTest(test: TestContext): string {
  const folder = join(temporaryFolder(test), 'RTE');
  cpSync(fixturePath('glue', 'RTE'), folder, { recursive: true });
  const rows = readFileSync(join(folder, 'dev.tsv'), 'utf8').trimEnd().split('\n');
  const unlabelled = rows.map((row) => row.split('\t').slice(0, 3).join('\t'));
  writeFileSync(join(folder, 'test.tsv'), `${unlabelled.join('\n')}\n`);
  return folder;
}

const optionsFor = (data: string): RunOptions => ({ ...smallRun(cosee()), data, learningRate: 1e-3 });
const words = ['entailment', 'not_entailment'];

describe('a run and a threshold make a submission', () => {
  it('with the answers of its last weights, trained once more where the record has none', async (test) => {
    const data = taskWithTest(test);
    const surroundings = { store: temporaryFolder(test), say: () => undefined };
    const folder = temporaryFolder(test);
    const { evaluation, folder: record } = await run(optionsFor(data), surroundings);
    const threshold = 0.33;
    const [{ file, speedUp: fast }, ...more] = await submit(
      optionsFor(data),
      { policy: quantilePolicy(energy), threshold, folder },
      surroundings,
    );
    assert.deepEqual([file, more], [join(folder, 'RTE.tsv'), []]);
    const predictions = decidedPredictions(evaluation, decide(evaluation, energy, threshold));
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    assert.deepEqual(
      rows,
      Array.from(predictions, (answer, n) => `${n}\t${words[answer]}`),
    );
    assert.ok(fast > speedUp([0, 0, 1], evaluation) && fast < speedUp([1, 0, 0], evaluation), `${fast}`);
    assert.ok(existsSync(join(record, 'weights-4.safetensors')));
    const again = { ...surroundings, onProgress: () => assert.fail('it is trained again') };
    const all = { policy: quantilePolicy(energy), threshold: 1, folder };
    assert.equal((await submit(optionsFor(data), all, again))[0].speedUp, 5);
  });

  it('not without test files, gates or a threshold; nothing is written', async (test) => {
    const store = temporaryFolder(test);
    const folder = temporaryFolder(test);
    const surroundings = { store, say: () => undefined };
    const data = taskWithTest(test);
    const choice = { policy: quantilePolicy(energy), threshold: 0.3, folder };
    const cases: readonly (readonly [RunOptions, typeof choice | object, RegExp])[] = [
      [smallRun(cosee()), {}, /test\.tsv/],
      [{ ...optionsFor(data), data: undefined, task: 'inference' }, {}, /a task of GLUE.*'inference'/],
      [{ ...optionsFor(data), task: 'inference' }, {}, /a task of GLUE.*'inference'/],
      [optionsFor(data), { threshold: Number.NaN }, /threshold: expected a number, got NaN/],
      [optionsFor(data), { policy: learnedExit }, /exits with gates.*early-exit-lte, sweet-lte or berxit/],
    ];
    for (const [options, other, says] of cases)
      await assert.rejects(submit(options, { ...choice, ...other }, surroundings), (error) => {
        assert.ok(error instanceof LabError, String(error));
        assert.match(error.message, says);
        return true;
      });
    assert.deepEqual([readdirSync(folder), readdirSync(store)], [[], []]);
  });

  it('from the terminal', async (test) => {
    const [data, out, store] = [taskWithTest(test), temporaryFolder(test), temporaryFolder(test)];
    const command = (...more: string[]) =>
      start(process.execPath, [
        ...[require.resolve('../src/cli/submit'), '--method', 'cosee', '--task', 'rte', '--data', data],
        ...['--encoder', fixturePath('tiny-bert'), '--exits', '1,3,5', '--train-size', '32', '--epochs', '1'],
        ...['--max-length', '16', '--store', store, '--out', out, ...more],
      ]).ended;
    const { code, stdout, stderr } = await command('--leave-by', 'energy', '--threshold', '0.3');
    assert.equal(code, 0, stderr);
    const [, file] = stdout.match(/^(.*RTE\.tsv), speed-up \d\.\d\d\n$/) ?? assert.fail(stdout);
    assert.match(readFileSync(file, 'utf8'), /^index\tprediction\n0\t(not_)?entailment\n/);
    const refusals: readonly (readonly [string[], RegExp])[] = [
      [['--leave-by', 'energy'], /--threshold T/],
      [['--threshold', '0.3'], /--leave-by NAME.*learned-certainty/],
      [['--threshold', '0.3', '--leave-by', 'hunch'], /--leave-by.*confidence, energy.*'hunch'/],
    ];
    for (const [words, says] of refusals) {
      const refused = await command(...words);
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, says);
    }
  });
});
