/** The stop button, in a real kernel. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { projectRoot } from '../src/paths';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

interface Seen {
  readonly cells: readonly {
    readonly status: string;
    readonly written: string;
    readonly seconds: number | null;
  }[];
  readonly asked: readonly string[];
}

function follow(orders: readonly object[]): Seen {
  const python = join(projectRoot(), '.venv', 'bin', 'python');
  const script = join(projectRoot(), 'tests', 'support', 'stop_kernel.py');
  const { stdout, stderr } = spawnSync(python, [script], { input: JSON.stringify(orders), encoding: 'utf8' });
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

it('stops a run that nothing wraps; the kernel is busy until then; asked for again, the run goes on', (t) => {
  const store = temporaryFolder(t);
  const options = `{ method: sweet, task: 'rte', data: '${fixturePath('glue')}', encoder: '${fixturePath('tiny-bert')}',
    exits: [1, 3, 5], maxLength: 16, epochs: 2000 }`;
  const [awaited, begun] = ['await', 'void'].map((word) => `${word} run(options, { store: '${store}' })`);
  const { cells, asked } = follow([
    { run: `import { run, sweet } from 'early-exit-lab';\nconst options = ${options} as const;` },
    { run: awaited },
    { until: 'steps/s' },
    { ask: true },
    { stop: true },
    { idle: true },
    { run: `${begun}.catch((error) => console.log(error.message));` },
    { until: 'steps/s' },
    { ask: true },
    { run: "console.log('the next cell');" },
    { stop: true },
    { idle: true },
  ]);
  assert.deepEqual(
    cells.map(({ status }) => status),
    ['ok', 'error', 'ok', 'ok'],
  );
  const step = /interrupted after step (\d+) of/.exec(cells[1].written)?.[1];
  assert.ok(step, cells[1].written);
  assert.match(cells[2].written, new RegExp(`going on from step ${step} of`));
  assert.match(cells[2].written, /interrupted after step/);
  assert.doesNotMatch(cells[2].written, /another process/);
  assert.equal(cells[3].written, 'the next cell\n\n');
  assert.deepEqual(asked, ['busy', 'busy']);
  assert.equal(readdirSync(join(store, '.unfinished')).length, 1);
  for (const { seconds } of cells.slice(1, 3)) t.diagnostic(`stopped within ${seconds?.toFixed(2)} s`);
});
