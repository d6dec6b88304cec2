/**
 * The machinery of set-up, on a step of our own: one process at a time, again after an interruption, not twice, and
 * nothing of other folders touched.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type Running, start, until } from './support/cli';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'early-exit-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const perform = (input: string, work: string): Running =>
  start(process.execPath, [join('tests', 'support', 'one-step.mjs'), folder, input, work]);

const says = (running: Running, text: string): Promise<boolean> =>
  until(running, () => running.said().includes(text));

const go = (): void => writeFileSync(join(folder, 'go'), '');

const log = (): string[] => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

test('a finished step is done once; new inputs, or a product that is gone, do it again', async () => {
  await perform('a', 'quick').ended;
  const second = await perform('a', 'quick').ended;
  assert.equal(second.stderr, '');
  assert.deepEqual(log(), ['begin anew', 'end']);
  await perform('b', 'quick').ended;
  assert.deepEqual(log().slice(2), ['begin again', 'end']);
  rmSync(join(folder, 'made'));
  await perform('b', 'quick').ended;
  assert.equal(log().length, 6);
});

test('an input that changes while a step works is seen the next time', async () => {
  const first = perform('a', 'wait');
  assert.ok(await says(first, 'something ...'));
  await until(first, () => existsSync(join(folder, 'log')));
  writeFileSync(join(folder, 'source'), 'edited meanwhile');
  go();
  await first.ended;
  await perform('a', 'quick').ended;
  assert.deepEqual(log(), ['begin anew', 'end', 'begin again', 'end']);
  assert.equal((await perform('a', 'quick').ended).stderr, '');
});

test('of two at once the second waits, says so, and finds the work done', async () => {
  const first = perform('a', 'wait');
  assert.ok(await says(first, 'something ...'));
  const second = perform('a', 'wait');
  assert.ok(
    await says(second, `another set-up is running in this folder (process ${first.child.pid}); waiting`),
  );
  go();
  assert.doesNotMatch((await second.ended).stderr, /something/);
  assert.equal((await first.ended).code, 0);
  assert.deepEqual(log(), ['begin anew', 'end']);
});

test('a killed step leaves no stamp and no lock, and is done anew', async () => {
  await perform('a', 'quick').ended;
  const killed = perform('b', 'wait');
  assert.ok(await says(killed, 'something ...'));
  killed.child.kill('SIGKILL');
  await killed.ended;
  assert.equal(existsSync(join(folder, 'stamp')), false);
  const next = await perform('b', 'quick').ended;
  assert.doesNotMatch(next.stderr, /waiting/);
  assert.deepEqual(log().slice(-2), ['begin anew', 'end']);
});

test('what a killed set-up had started is waited for before its work is done anew', async () => {
  const killed = perform('a', 'child');
  assert.ok(await says(killed, 'something ...'));
  await until(killed, () => existsSync(join(folder, 'child')));
  killed.child.kill('SIGKILL');
  const next = perform('a', 'quick');
  assert.ok(await says(next, 'waiting'));
  go();
  await next.ended;
  assert.deepEqual(log(), ['begin anew', 'child ended', 'begin anew', 'end']);
});

test('an environment that is a link to another folder is refused, and that folder left as it is', async () => {
  const other = mkdtempSync(join(folder, 'other-'));
  writeFileSync(join(other, 'kept'), '');
  symlinkSync(other, join(folder, 'linked'));
  const make = `import { makeVenv } from './environment/steps/python.mjs'; await makeVenv('${join(folder, 'linked')}');`;
  const { code, stderr } = await start(process.execPath, ['--input-type=module', '-e', make]).ended;
  assert.notEqual(code, 0);
  assert.match(stderr, /linked to be a folder, found a link; remove the link/);
  assert.ok(existsSync(join(other, 'kept')));
});
