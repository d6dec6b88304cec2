/**
 * Python and pip as set-up and the runner start them: what a person's shell and files say to other Pythons does not
 * reach them.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ofAnyPython } from '../environment/bench/python';
import { benchPython } from '../environment/bench/theirs';
import { start } from './support/cli';
import { notebook } from './support/notebook';
import { temporaryFolder } from './support/store';

/** Makes a wheel of one module in a folder. */
const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + '/tiny-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('tiny.py', '')
    wheel.writestr('tiny-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n')
    wheel.writestr('tiny-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('tiny-1.0.dist-info/RECORD', '')
`;

const withPython = ['sh', 'environment/with-python.sh'];

async function run(variables: Readonly<Record<string, string>>, words: readonly string[]): Promise<string> {
  const given = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const { code, stdout, stderr } = await start('env', ['-u', 'PIP_FIND_LINKS', ...given, ...words]).ended;
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

describe('pip for an environment of our own', () => {
  const folder = temporaryFolder({ after });
  before(async () => {
    await run({}, ['python3', '-c', makeWheel, folder]);
    await run({}, ['python3', '-m', 'venv', join(folder, 'own')]);
  });

  const python = () => join(folder, 'own', 'bin', 'python');
  const ask = 'import tiny; print(tiny.__file__)';

  async function installs(variables: Readonly<Record<string, string>>): Promise<void> {
    const words = ['install', '--quiet', '--disable-pip-version-check', 'tiny'];
    await run(variables, [...withPython, python(), 'environment/own_pip.py', ...words]);
    const file = await run({}, [python(), '-c', ask]);
    assert.match(file, /\/own\/lib\/python3[^/]*\/site-packages\/tiny\.py$/);
    for (const made of [file, join(dirname(file), 'tiny-1.0.dist-info')]) rmSync(made, { recursive: true });
  }

  test('it finds packages where the settings say, and puts them where they belong', async () => {
    const from = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder };
    const other = join(folder, 'other');
    await run({}, ['python3', '-m', 'zipfile', '-e', join(folder, 'tiny-1.0-py3-none-any.whl'), other]);
    const elsewhere = { PYTHONPATH: other, PYTHONHOME: other, PIP_TARGET: join(folder, 'target') };
    await installs({ ...from, ...elsewhere, PIP_DRY_RUN: '1', PIP_NO_BINARY: ':all:' });
    await installs({ ...from, PIP_USER: '1', PIP_PREFIX: join(folder, 'prefix') });
  });

  test('the same for settings in a file', async () => {
    const file = join(folder, 'pip.conf');
    const lines = [
      '[global]',
      'no-index = true',
      'quiet = 3',
      `find-links = ${folder}`,
      '[install]',
      'user = true',
    ];
    writeFileSync(file, `${lines.join('\n')}\ntarget = ${join(folder, 'target')}\n`);
    await installs({ PIP_CONFIG_FILE: file });
  });
});

test('no variable of Python reaches a command, whatever its name', async () => {
  const told = {
    PYTHONPATH: '/a',
    PYTHONHOME: '/b',
    PYTHONINSPECT: '1',
    PYTHONWARNINGS: 'error',
    EARLY_EXIT_PYTHON: 'c',
  };
  const seen = (await run(told, [...withPython, 'env'])).split('\n').filter((line) => /PYTHON/.test(line));
  assert.deepEqual(seen, ['EARLY_EXIT_PYTHON=c']);
});

test("the bench's environment is started that way too, a person's own Python as they set it up", () => {
  assert.match(
    ofAnyPython(benchPython(), '-c', '').flat().join(' '),
    /^sh \S*with-python\.sh \S*\.venv-bench\S* -c/,
  );
  assert.deepEqual(ofAnyPython('/opt/torch/bin/python', '-V'), ['/opt/torch/bin/python', ['-V']]);
});

test('where HOME cannot be written, Jupyter has a place of its own; elsewhere it stays as it is', async (t) => {
  const ask =
    'from jupyter_core.paths import jupyter_runtime_dir as f; import os; os.makedirs(f(), exist_ok=True); print(f())';
  const runtime = (HOME: string) =>
    run({ HOME, JUPYTER_RUNTIME_DIR: '', XDG_RUNTIME_DIR: '' }, [
      ...withPython,
      '.venv/bin/python',
      '-c',
      ask,
    ]);
  assert.match(await runtime(resolve('package.json')), /\.venv\/\.home\/runtime$/);
  const home = temporaryFolder(t);
  assert.equal(await runtime(home), join(home, '.local/share/jupyter/runtime'));
});

test('a notebook runs though PYTHONPATH names a broken nbclient and HOME cannot be written', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'nbclient'));
  writeFileSync(join(folder, 'nbclient', '__init__.py'), "raise ImportError('of another environment')\n");
  const [source, target] = ['source.ipynb', 'target.ipynb'].map((name) => join(folder, name));
  writeFileSync(source, notebook(['console.log(6 * 7);']));
  const script = `import { executeNotebook } from './environment/lib/notebooks.mjs';
    console.log(JSON.stringify(await executeNotebook('${source}', '${target}', {})));`;
  const variables = { PYTHONPATH: folder, HOME: resolve('package.json') };
  const said = await run(variables, [process.execPath, '--input-type=module', '-e', script]);
  assert.equal(JSON.parse(said.split('\n').at(-1) ?? '').problem, null);
  assert.match(readFileSync(target, 'utf8'), /"42\\n"/);
});

test("JupyterLab offers no kernel but the lab's, and asks nobody for news", async () => {
  const list =
    'from jupyter_server.serverapp import ServerApp as A; a = A(); a.load_config_file(); a.init_configurables()';
  const ask = `${list}; print(sorted(a.kernel_spec_manager.find_kernel_specs()))`;
  const said = await run({ JUPYTER_PATH: '' }, [...withPython, '.venv/bin/python', '-c', ask]);
  assert.equal(said.split('\n').at(-1), "['early-exit-lab']");
  const settings = JSON.parse(readFileSync('.venv/share/jupyter/lab/settings/overrides.json', 'utf8'));
  const schema = '.venv/share/jupyter/lab/schemas/@jupyterlab/apputils-extension/notification.json';
  const { fetchNews } = settings['@jupyterlab/apputils-extension:notification'];
  const allowed = JSON.parse(readFileSync(schema, 'utf8')).properties.fetchNews.oneOf;
  assert.equal(allowed.find((one: { const: string }) => one.const === fetchNews).title, 'Never');
});
