/** The runner on small notebooks, through the real kernel: what it passes, and everything it must not let pass. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { start } from './support/cli';
import { type Cell, notebook } from './support/notebook';

const folder = mkdtempSync(join(tmpdir(), 'early-exit-runner-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Executes cells; `problem` is null where the runner is content. */
async function execute(name: string, cells: readonly (string | Cell)[], metadata: object = {}) {
  const [source, target, result, report] = ['source.ipynb', 'target.ipynb', 'json', 'jsonl'].map((kind) =>
    join(folder, `${name}.${kind}`),
  );
  writeFileSync(source, notebook(cells, metadata));
  const variables = [`EARLY_EXIT_REPORT=${report}`, `EARLY_EXIT_NOTEBOOK_CWD=${resolve('notebooks')}`];
  const python = ['sh', 'environment/with-python.sh', '.venv/bin/python'];
  const runner = [...python, 'environment/notebook.py', source, target, result];
  const { code, stdout } = await start('env', [...variables, ...runner]).ended;
  const { problem } = JSON.parse(readFileSync(result, 'utf8')) as { problem: string | null };
  assert.equal(code, problem === null ? 0 : 1);
  return { problem, stdout, executed: JSON.parse(readFileSync(target, 'utf8')), report };
}

describe('the notebook runner', { concurrency: 2 }, () => {
  test('passes a good notebook: the library by its name, checks reported, nothing volatile kept', async () => {
    const { problem, stdout, executed, report } = await execute('good', [
      "import { LabError } from 'early-exit-lab';\nconst error: LabError = new LabError('expected');",
      'const fs = require(\'fs\');\nfs.appendFileSync(process.env.EARLY_EXIT_REPORT!, \'{"kind":"check"}\\n\');',
      'console.log(error.message);',
    ]);
    assert.equal(problem, null);
    assert.match(stdout, /cell 3 of 3: \d/);
    assert.equal(readFileSync(report, 'utf8'), '{"kind":"check"}\n');
    const [first, , last] = executed.cells;
    assert.deepEqual([first.execution_count, last.execution_count], [1, 3]);
    assert.deepEqual(last.outputs, [{ name: 'stdout', output_type: 'stream', text: ['expected\n'] }]);
    assert.deepEqual(last.metadata, {});
    assert.equal(executed.metadata.kernelspec.name, 'early-exit-lab');
  });

  test('keeps what a notebook needs, and nothing else that it said of itself', async () => {
    const { executed } = await execute('needs', ['1;'], { needs: ['data'], widgets: {} });
    assert.deepEqual(Object.keys(executed.metadata).sort(), ['kernelspec', 'language_info', 'needs']);
    assert.deepEqual(executed.metadata.needs, ['data']);
  });

  test('catches a type error', async () => {
    const { problem } = await execute('type', ["const n: number = 'one';"]);
    assert.match(problem ?? '', /cell 1 failed:\n1:7 - Type 'string' is not assignable to type 'number'/);
  });

  test('catches a thrown error, tagged as expected or not', async () => {
    const tagged = { source: "throw new Error('boom');", tags: ['raises-exception'] };
    const { problem } = await execute('throw', ['1;', tagged, '2;']);
    assert.match(problem ?? '', /cell 2 failed:[\s\S]*Error: boom/);
    assert.doesNotMatch(problem ?? '', /tslab/);
  });

  test('catches a skipped cell', async () => {
    const { problem } = await execute('skip', ['1;', { source: '2;', tags: ['skip-execution'] }]);
    assert.match(problem ?? '', /cell 2 was skipped/);
  });

  test('catches a rejection that nobody handles, in the cell or after the last one', async () => {
    const lose = [
      'async function lose(milliseconds: number) {',
      '  await new Promise((resolve) => setTimeout(resolve, milliseconds));',
      "  throw new Error('lost');",
      '}',
    ].join('\n');
    const at = (milliseconds: number) => [lose, `void lose(${milliseconds});`];
    const [early, late] = await Promise.all([execute('early', at(0)), execute('late', at(150))]);
    assert.match(early.problem ?? '', /[Uu]nhandled.*rejection: Error: lost/i);
    assert.match(late.problem ?? '', /unhandled rejection: Error: lost/);
  });
});
