/** The grid as jobs of Snakemake, which this installs where it is not there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { profile } from '../src/experiments';
import { gridRuns, stateOf, wantedRuns } from '../src/experiments/grid';
import { comparison } from '../src/papers';
import { type Running, startNode } from './support/cli';
import { writeProfile } from './support/grid';
import { hold } from './support/hold';
import { temporaryFolder } from './support/store';

/** The process that trains a run of a store, or null; read from /proc. */
function workerOf(id: string, store: string): number | null {
  const words = (pid: string): string[] => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    const [program, ...rest] = words(pid);
    return program.endsWith('node') && rest.includes(id) && rest.includes(store);
  });
  return found === undefined ? null : Number(found);
}

describe('the workflow', () => {
  const store = temporaryFolder({ after });
  const file = writeProfile({ after }, { trainSize: 320, epochs: 2 });
  const runs = gridRuns(wantedRuns(profile(file), [comparison]));
  const workflow = (by: readonly string[] = []): Running =>
    startNode(
      [
        ...['environment/workflow.mjs', '--profile', file, '--experiments', 'comparison', '--store', store],
        ...['--jobs', '2', '--threads', '1', '--checkpoint-seconds', '0'],
      ],
      by,
    );
  const log = (id: string): string => readFileSync(join(store, '.workflow', 'log', `${id}.txt`), 'utf8');
  const written = (id: string): number => statSync(join(store, id, 'run.json')).mtimeMs;
  const stored = (): string[] => runs.map((one) => stateOf(one, store));

  it('goes on when a worker is killed half way, and the next call finishes what is left', async (test) => {
    const [killed, ...others] = runs.map(({ id }) => id);
    const held = hold(test, join(killed, 'checkpoint.safetensors'), 20);
    const first = workflow(held.by);
    await held.reached(first);
    process.kill(workerOf(killed, store) ?? assert.fail('nobody trains it'), 'SIGKILL');
    const { code, stderr } = await first.ended;
    assert.notEqual(code, 0, stderr);
    assert.match(stderr, new RegExp(killed));
    assert.deepEqual(stored().sort(), ['finished', 'finished', 'missing']);
    const before = others.map(written);

    const second = await workflow().ended;
    assert.equal(second.code, 0, second.stderr);
    assert.deepEqual(stored(), ['finished', 'finished', 'finished']);
    assert.deepEqual(others.map(written), before);
    assert.match(log(killed), /going on from step 20 of 40/);
    for (const id of others) assert.equal(log(id).match(/^run 1 of 1/gm)?.length, 1);
    assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
  });

  it('has no job where nothing is missing', async () => {
    const nothing = await workflow().ended;
    assert.equal(nothing.code, 0, nothing.stderr);
    assert.doesNotMatch(nothing.stderr, /rule train/);
  });

  it('refuses options that it does not know, and no jobs', async () => {
    const say = async (...words: string[]) =>
      (await startNode(['environment/workflow.mjs', ...words]).ended).stderr;
    assert.match(await say('--job', '2'), /'--job'.*--help/);
    assert.match(await say('--jobs', '0'), /--jobs: expected a whole number of 1 or more, got '0'/);
  });
});
