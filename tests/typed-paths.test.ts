/** A path that a person types is meant from where they stand, whichever folder npm runs the command in. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { profile } from '../src/experiments';
import { projectRoot, standing } from '../src/paths';
import { start } from './support/cli';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

const program = require.resolve('../src/cli/train');
const script = `node environment/setup.mjs && node ${relative(projectRoot(), program)}`;

/** A folder that has the invented inference task and the small BERT. */
function elsewhere(test: TestContext): string {
  const folder = temporaryFolder(test);
  cpSync(fixturePath('glue'), join(folder, 'plain'), { recursive: true });
  cpSync(fixturePath('tiny-bert'), join(folder, 'bert'), { recursive: true });
  mkdirSync(join(folder, 'below'));
  return folder;
}

/** The command as npm runs it in the clone's folder, called from another one. */
const fromNpm = (called: string, words: readonly string[], variables: readonly string[] = []) =>
  start('env', [
    ...['-C', projectRoot(), `INIT_CWD=${called}`, `npm_lifecycle_script=${script}`, ...variables],
    ...[process.execPath, program, '--method', 'sweet', '--task', 'rte', '--exits', '1,5', '--epochs', '1'],
    ...['--train-size', '16', '--eval-size', '8', '--max-length', '16', ...words],
  ]).ended;

describe('paths on a command line', () => {
  it('are meant from the folder that npm was called from', async (test) => {
    const folder = elsewhere(test);
    const words = ['--data', 'plain', '--encoder', './bert', '--store', 'kept'];
    const { code, stderr, stdout } = await fromNpm(folder, words);
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`record: ${join(folder, 'kept')}/sweet-rte-bert-seed1-`));
    const above = ['--data', '../plain', '--encoder', '../bert'];
    const again = await fromNpm(join(folder, 'below'), above, ['EARLY_EXIT_STORE=../kept']);
    assert.deepEqual([again.code, again.stdout], [0, stdout], again.stderr);
    assert.ok(!existsSync(join(projectRoot(), 'kept')));
  });

  it('are shown whole', async (test) => {
    const folder = elsewhere(test);
    const data = await fromNpm(folder, ['--data', 'plane', '--encoder', 'bert']);
    assert.ok(data.stderr.includes(join(folder, 'plane')), data.stderr);
    const words = ['--data', 'plain', '--encoder', 'bart'];
    const encoder = await fromNpm(folder, words, ['HF_HUB_OFFLINE=1']);
    assert.ok(encoder.stderr.includes(join(folder, 'bart')), encoder.stderr);
    const heads = await fromNpm(folder, [
      '--data',
      'plain',
      '--encoder',
      'bert',
      '--heads',
      'no.safetensors',
    ]);
    assert.ok(heads.stderr.includes(join(folder, 'no.safetensors')), heads.stderr);
    const empty = await fromNpm(folder, ['--data', '', '--encoder', 'bert']);
    assert.match(empty.stderr, /--data: expected a path, got nothing/);
  });
});

describe('where a person stands', () => {
  const root = projectRoot();
  const argv = ['node', join(root, 'dist', 'src', 'cli', 'train.js')];
  const env = {
    INIT_CWD: '/home/ada',
    npm_lifecycle_script: 'node environment/setup.mjs && node dist/src/cli/train.js',
  };

  it('is where npm was called, for the programs of that very command', () => {
    const { standing: stands } = standing();
    assert.equal(stands({ env, argv, cwd: root }), '/home/ada');
    assert.equal(
      stands({ env, argv: ['node', join(root, 'environment', 'setup.mjs')], cwd: root }),
      '/home/ada',
    );
  });

  it('is the working folder for programs below it, of another project, or run without npm', () => {
    const { standing: stands } = standing();
    const below = ['node', join(root, 'dist', 'src', 'cli', 'grid.js')];
    assert.equal(stands({ env, argv: below, cwd: root }), root);
    assert.equal(stands({ env, argv, cwd: '/home/ada/project' }), '/home/ada/project');
    assert.equal(stands({ env: { INIT_CWD: '/home/ada' }, argv, cwd: root }), root);
    assert.equal(stands({ env: {}, argv, cwd: '/tmp' }), '/tmp');
    assert.equal(stands({ env, argv: ['node'], cwd: root }), root);
  });

  it('is the folder of a profile for the paths in it; names stay', (test) => {
    const folder = temporaryFolder(test);
    const own = (settings: object) => {
      writeFileSync(join(folder, 'own.json'), JSON.stringify(settings));
      return profile(join(folder, 'own.json'));
    };
    const { data, encoder } = own({ data: 'glue', encoder: '../bert' });
    assert.deepEqual([data, encoder], [join(folder, 'glue'), join(folder, '..', 'bert')]);
    assert.equal(own({ encoder: 'tiny-bert-12' }).encoder, 'tiny-bert-12');
    assert.equal(own({ data: '/glue' }).data, '/glue');
  });
});
