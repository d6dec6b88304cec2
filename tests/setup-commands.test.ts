/** The commands as a person types them: a second set-up does nothing, and bad input gets one clear line. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { everyExperiment } from '../src/papers';
import { type Ended, start, startNode, until } from './support/cli';
import { bertBase, glue } from './support/hubRepositories';
import { startHub } from './support/hubServer';
import { temporaryFolder } from './support/store';

/** Runs a script of environment/ to its end. */
const command = (script: string, ...words: string[]): Promise<Ended> =>
  start(process.execPath, [`environment/${script}.mjs`, ...words]).ended;

/** Exit code 1, one line on stderr that says `message`, and no stack. */
function refuses({ code, stdout, stderr }: Ended, message: RegExp): void {
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, message);
  assert.equal(stderr.trim().split('\n').length, 1, stderr);
}

test('set-up does nothing the second time, in less than five seconds', async () => {
  const start = Date.now();
  const { code, stderr } = await command('setup');
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.ok(Date.now() - start < 5000);
});

test('npm start and npm test refuse what they do not know', async (t) => {
  refuses(await command('start', '--bogus'), /'--bogus'.*npm start -- --help/);
  refuses(await command('start', 'stray'), /'stray'/);
  refuses(
    await command('start', '--profile', 'huge'),
    /--profile: expected one of quick, shipped, real, paper, .*paper-albert-base, got 'huge'/,
  );
  refuses(
    await command('start', '--notebook', '99'),
    /--notebook: expected a number or a name of .*, got '99'/,
  );
  refuses(
    await command('start', '--data', 'nowhere'),
    /--data: expected a folder, got \/.*\/nowhere, which does not exist/,
  );
  refuses(await command('start', '--encoders'), /--encoders/);
  refuses(await command('start', '--profile', 'missing.json'), /missing\.json/);
  const offline = (...args: string[]) =>
    start('env', [
      ...['HF_HUB_OFFLINE=1', `HF_HOME=${temporaryFolder(t)}`, process.execPath, 'environment/start.mjs'],
      ...args,
    ]).ended;
  refuses(await offline('--profile', 'paper'), /--data DIR.*2-individual-exits lacks comparison/);
  refuses(
    await offline('--profile', 'real', '--notebook', '1'),
    /--data DIR.*1-conflicting-gradients lacks data$/m,
  );
  refuses(await command('start', '--profile', 'real', '--data', 'src'), /missing there: .*train\.tsv/);
  refuses(await command('test', '--bogus'), /--bogus/);
});

test('npm start that is stopped while it fetches says so in a line', async (t) => {
  const hub = await startHub(t, [glue, bertBase]);
  hub.fault = ({ host }) => (host === 'store' ? { cutAfter: 10, hangs: true } : undefined);
  const running = startNode(['environment/start.mjs', '--profile', 'paper']);
  assert.ok(await until(running, () => hub.asked.some(({ host }) => host === 'store')));
  running.child.kill('SIGINT');
  const { code, stderr } = await running.ended;
  assert.equal(code, 130);
  assert.match(stderr, /^nyu-mll\/glue: interrupted .* goes on from there\n$/);
});

test('every notebook says which experiments it reads, or that it needs data', () => {
  const names = everyExperiment.map(({ name }) => name);
  for (const file of readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'))) {
    const { needs } = JSON.parse(readFileSync(join('notebooks', file), 'utf8')).metadata;
    assert.ok(needs.length > 0, file);
    assert.deepEqual(
      needs.filter((need: string) => need !== 'data' && !names.includes(need)),
      [],
      file,
    );
  }
});

test('--help is printed without doing anything', async () => {
  for (const script of ['start', 'render', 'test']) {
    const { code, stdout, stderr } = await command(script, '--help');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^npm /);
  }
});

test('an unknown backend is refused', async () => {
  const forced = ['EARLY_EXIT_BACKEND=abacus', process.execPath, 'environment/setup.mjs'];
  refuses(await start('env', forced).ended, /expected one of tensorflow, webgpu, wasm, cpu, got 'abacus'/);
});

test('the doctor tells of every part', async () => {
  const { stdout } = await command('doctor');
  for (const part of [
    'Node',
    'Python',
    'Jupyter',
    'kernel',
    'backend',
    'TensorFlow',
    'processor',
    'GPU',
    'memory',
    'disk',
  ]) {
    assert.match(stdout, new RegExp(`^[✔·✖] ${part}\\b`, 'm'));
  }
});
