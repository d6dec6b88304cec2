/** The doctor on machines that this one is not: a module loaded before it plants what Node says of them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Ended } from './support/cli';
import { makeStandInProject } from './support/standInProject';
import { temporaryFolder } from './support/store';

const gigabyte = 2 ** 30;

/** Runs the doctor of a stand-in project that is set up, after `planted`. */
async function doctorOn(t: TestContext, planted: string, variables = {}): Promise<Ended> {
  const project = makeStandInProject(t);
  assert.equal((await project.command('setup.mjs')).code, 0);
  const file = join(temporaryFolder(t), 'planted.cjs');
  writeFileSync(file, planted);
  return project.command('doctor.mjs', { ...variables, NODE_OPTIONS: `--require=${file}` });
}

const line = ({ stdout }: Ended, part: string): string =>
  stdout.match(new RegExp(`^. ${part}\\b.*(\\n {16}.*)*`, 'm'))?.[0] ?? '';

const memory = (limit: number, available: number): string =>
  `process.constrainedMemory = () => ${limit}; process.availableMemory = () => ${available};`;

describe('the doctor', { concurrency: 2 }, () => {
  test("tells of a container's memory, not of the machine's", async (t) => {
    const small = await doctorOn(t, memory(2 * gigabyte, gigabyte));
    assert.match(
      line(small, 'memory'),
      /^✖ memory +2\.0 GB, the limit of this container, 1\.0 GB free\n.*4 GB/,
    );
    assert.equal(small.code, 1);
  });

  test('takes no limit for none, as Node tells it', async (t) => {
    const planted = `${memory(2 ** 63, gigabyte)} require('node:os').totalmem = () => ${8 * gigabyte};`;
    const { stdout, ...end } = await doctorOn(
      t,
      `${planted} require('node:module').syncBuiltinESMExports();`,
    );
    assert.match(line({ stdout, ...end }, 'memory'), /^✔ memory +8\.0 GB, 1\.0 GB free/);
  });

  test('runs to its end off Linux, and says that Linux is wanted', async (t) => {
    const fs = `const fs = require('node:fs');
      const read = fs.readFileSync;
      fs.readFileSync = (file, ...rest) => read(String(file).startsWith('/proc/') ? '/nowhere' : file, ...rest);`;
    const platform = "Object.defineProperty(process, 'platform', { value: 'darwin' });";
    const ended = await doctorOn(t, `${fs} ${platform} require('node:module').syncBuiltinESMExports();`);
    assert.equal(ended.code, 1);
    assert.equal(ended.stderr, '');
    assert.match(line(ended, 'Node'), /^✖[\s\S]*expected Linux, got darwin/);
    assert.match(line(ended, 'processor'), /^✔.*not known/);
    assert.match(line(ended, 'disk'), /GB free/);
  });

  test('a machine without a compiler works, on WASM, and is told how it gets TensorFlow', async (t) => {
    const project = makeStandInProject(t);
    project.withoutCompiler();
    assert.equal((await project.command('setup.mjs')).code, 0);
    const ended = await project.command('doctor.mjs');
    assert.match(line(ended, 'C\\+\\+ compiler'), /^· .* none\n.*apt-get install g\+\+, then npm run setup/);
    assert.match(line(ended, 'backend'), /^· backend +wasm/);
    assert.doesNotMatch(ended.stdout, /^✖ (?!memory|disk)/m);
  });

  test('what a backend that is asked for does without is not missing', async (t) => {
    const project = makeStandInProject(t);
    const variables = { EARLY_EXIT_BACKEND: 'wasm' };
    assert.equal((await project.command('setup.mjs', variables)).code, 0);
    const ended = await project.command('doctor.mjs', variables);
    assert.match(line(ended, 'TensorFlow'), /^✔ .*EARLY_EXIT_BACKEND selects another/);
  });

  test('set-up and the doctor want the same room on the disk, and more of it for CUDA', async (t) => {
    const full = `const fs = require('node:fs');
      fs.statfsSync = () => ({ bavail: 5 * 2 ** 18, bsize: 4096 });
      require('node:module').syncBuiltinESMExports();`;
    const project = makeStandInProject(t);
    const file = join(temporaryFolder(t), 'full.cjs');
    writeFileSync(file, full);
    const variables = { NODE_OPTIONS: `--require=${file}`, EARLY_EXIT_TENSORFLOW: 'cuda' };
    const refused = await project.command('setup.mjs', variables);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /expected 10 GB of free disk for \.venv with TensorFlow for CUDA, got 5\.0 GB/,
    );
    assert.match(
      line(await project.command('doctor.mjs', variables), 'disk'),
      /^✖ .*5\.0 GB free\n.*wants 10 GB/,
    );
    assert.equal(
      (await project.command('setup.mjs', { ...variables, EARLY_EXIT_TENSORFLOW: 'cpu' })).code,
      0,
    );
    const later = await project.command('setup.mjs', variables);
    assert.match(later.stderr, /expected 9 GB of free disk for TensorFlow for CUDA, got 5\.0 GB/);
  });
});
