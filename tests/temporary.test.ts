/** A folder for temporary files that cannot be written is named, with the way out, whoever needs it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setUpRecord } from '../src/backend/setUpRecord';
import { makeTemporaryFolder } from '../src/temporary';
import { start, train } from './support/cli';
import { withEnvironment } from './support/environment';
import { temporaryFolder } from './support/store';

/** A path below which nothing can be made, also by root. */
function nowhere(t: TestContext): string {
  const file = join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  return file;
}

const told = (file: string): RegExp =>
  new RegExp(`expected .*temporary files.*${file}.*\\(ENOTDIR\\).*TMPDIR=DIR`);

test('in the library', (t) => {
  const file = nowhere(t);
  withEnvironment(t, { TMPDIR: file });
  assert.throws(() => makeTemporaryFolder('x'), { name: 'LabError', message: told(file) });
});

test('in environment/', async (t) => {
  const file = nowhere(t);
  const script = "import { temporaryFolder } from './environment/lib/temporary.mjs'; temporaryFolder('x');";
  const words = [`TMPDIR=${file}`, process.execPath, '--input-type=module', '-e', script];
  const { code, stderr } = await start('env', words).ended;
  assert.equal(code, 1);
  assert.match(stderr, told(file));
});

const skip = setUpRecord()?.backend !== 'tensorflow' && 'other backends write no graph';

test('by a training run, which ends with one line', { skip }, async (t) => {
  const file = nowhere(t);
  const options = { store: temporaryFolder(t), 'train-size': '16', epochs: '1' };
  const { code, stderr } = await train(options, ['env', `TMPDIR=${file}`, 'EARLY_EXIT_BACKEND=tensorflow'])
    .ended;
  assert.equal(code, 1, stderr);
  assert.match(stderr.trim().split('\n').at(-1) ?? '', told(file));
  assert.doesNotMatch(stderr, /^\s+at /m);
});

test('a fault of the work itself is not taken for a full disk', (t) => {
  const folder = makeTemporaryFolder('early-exit-test-');
  t.after(folder.remove);
  const work = () => {
    throw new TypeError('a defect');
  };
  assert.throws(() => folder.fill(work), TypeError);
});
