/** The check of CUDA without running it: what it refuses, what it copies, and where CUDA's libraries are looked for. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { nvidia } from '../src/backend/nvidia';
import { type Ended, start } from './support/cli';
import { withEnvironment } from './support/environment';
import { h100, standInForNvidiaSmi } from './support/nvidiaSmi';
import { temporaryFolder } from './support/store';

/** A `.venv` of nothing but folders of NVIDIA's libraries, beside a copy of environment/. */
function madeUpVenv(t: TestContext): { copy: string; libraries(name: string): string } {
  const copy = temporaryFolder(t);
  cpSync('environment', join(copy, 'environment'), { recursive: true });
  const libraries = (name: string): string => {
    const folder = join(copy, '.venv', 'lib', 'python3.12', 'site-packages', 'nvidia', name, 'lib');
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  return { copy, libraries };
}

describe("the lab's own environment", () => {
  const under = async (copy: string, ...words: string[]): Promise<string> => {
    const shell = join(copy, 'environment', 'with-tensorflow.sh');
    return (await start('env', ['LD_LIBRARY_PATH=/before', 'sh', shell, ...words]).ended).stdout.trim();
  };

  test('has every nvidia/*/lib of .venv before what was there, and GPUs in the order of nvidia-smi', async (t) => {
    const { copy, libraries } = madeUpVenv(t);
    const [cublas, cudnn] = ['cublas', 'cudnn'].map(libraries);
    mkdirSync(join(cudnn, '..', '..', 'nothing'));
    const printed = await under(copy, 'sh', '-c', 'echo $LD_LIBRARY_PATH $CUDA_DEVICE_ORDER');
    const [path, order] = printed.split(' ');
    const folders = path.split(':').map((folder) => folder.replace('/environment/..', ''));
    assert.deepEqual([...folders.slice(0, -1).sort(), folders.at(-1)], [cublas, cudnn, '/before']);
    assert.equal(order, 'PCI_BUS_ID');
  });

  test('lets a library of .venv be opened by its bare name; one that is not there is told', async (t) => {
    const { copy, libraries } = madeUpVenv(t);
    const load = async (...names: string[]) => {
      const script = join(copy, 'environment', 'check-cuda', 'load_libraries.py');
      const printed = await under(copy, resolve('.venv/bin/python'), script, ...names);
      return printed.split('\n').map((line) => JSON.parse(line));
    };
    const planted = join(libraries('made'), 'libmade.so.3');
    copyFileSync(ordinaryLibrary(), planted);
    const [made, missing] = await load('libmade.so.3', 'libmissing.so.4');
    assert.equal(made.path, realpathSync(planted));
    assert.match(missing.problem, /libmissing\.so\.4: cannot open/);
  });
});

/** The file of a shared library that this process has, and that is none of CUDA's. */
function ordinaryLibrary(): string {
  const maps = readFileSync('/proc/self/maps', 'utf8');
  return (
    maps.match(/\/\S*\/libm\.so\S*/)?.[0] ?? assert.fail('expected libm among the files of this process')
  );
}

/** Runs a line of an ES module in a folder; what it leaves in `result` comes back. */
async function inModule(folder: string, code: string): Promise<unknown> {
  const script = `${code}; console.log(JSON.stringify(result));`;
  const words = [
    '-u',
    'CUDA_VISIBLE_DEVICES',
    '-C',
    folder,
    process.execPath,
    '--input-type=module',
    '-e',
    script,
  ];
  const { stdout, stderr } = await start('env', words).ended;
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

describe('npm run check-cuda', () => {
  /** Without git and npm on the path: what should have been refused ends there. */
  const check = (...words: string[]): Promise<Ended> =>
    start('env', ['PATH=/nowhere', process.execPath, 'environment/check-cuda.mjs', ...words]).ended;

  function refuses({ code, stdout, stderr }: Ended, message: RegExp): void {
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, message);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }

  test('refuses what it does not know, and folders that hold anything else', async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'kept'), '');
    refuses(await check('--bogus'), /'--bogus'.*npm run check-cuda -- --help/);
    refuses(await check('stray'), /'stray'/);
    refuses(await check('--folder', ''), /--folder: expected a folder, got nothing/);
    refuses(
      await check('--folder', 'package.json'),
      /--folder: expected a folder, got '.*package\.json', which is a file/,
    );
    refuses(
      await check('--folder', folder),
      /--folder: expected a folder that is new.*which holds other files/,
    );
    assert.ok(existsSync(join(folder, 'kept')));
    assert.match((await check('--help')).stdout, /^npm run check-cuda.*15 GB/s);
  });

  /** A disk with 3.5 GB left, which the command is made to see. */
  const smallDisk =
    'data:text/javascript,import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; fs.statfsSync = () => ({ bavail: 3.5, bsize: 2 ** 30 }); syncBuiltinESMExports();';

  test('says before it starts that the disk is too full, but not where TensorFlow is there already', async (t) => {
    const folder = join(temporaryFolder(t), 'new');
    const full = ['--import', smallDisk, 'environment/check-cuda.mjs', '--folder', folder];
    const checked = (): Promise<Ended> => start('env', ['PATH=/nowhere', process.execPath, ...full]).ended;
    refuses(
      await checked(),
      /expected 15 GB of free disk for .*new, got 3\.5 GB; make room, or name a folder/,
    );
    assert.equal(existsSync(folder), false);
    const stamp = join(folder, 'early-exit-lab', '.venv', '.early-exit');
    mkdirSync(stamp, { recursive: true });
    writeFileSync(join(stamp, 'tensorflow'), '');
    refuses(await checked(), /which holds other files/);
  });

  test('copies what git tracks or would track, and leaves what set-up made', async (t) => {
    const root = temporaryFolder(t);
    const folder = join(root, 'check');
    const copy = join(folder, 'early-exit-lab');
    const write = (...parts: string[]): void => {
      mkdirSync(join(...parts.slice(0, -1)), { recursive: true });
      writeFileSync(join(...parts), parts[parts.length - 1]);
    };
    cpSync('environment', join(root, 'environment'), { recursive: true });
    for (const name of ['tracked', 'gone', 'new', 'ignored']) write(root, name);
    writeFileSync(join(root, '.gitignore'), 'ignored\n');
    const add = 'git init --quiet && git add tracked gone && rm gone';
    assert.equal((await start('env', ['-C', root, 'sh', '-c', add]).ended).code, 0);
    write(copy, 'node_modules', 'kept');
    write(copy, 'data', 'stale');
    const place = "import { copyWorkingTree } from './environment/check-cuda/place.mjs'";
    await inModule(root, `${place}; const result = await copyWorkingTree('${folder}')`);
    assert.deepEqual(readdirSync(copy).sort(), [
      ...['.gitignore', 'environment', 'new', 'node_modules', 'tracked'],
    ]);
    assert.deepEqual(readdirSync(join(copy, 'node_modules')), ['kept']);
  });

  test('fails where a library cannot be opened, or is not what its name says', async (t) => {
    const { copy, libraries } = madeUpVenv(t);
    mkdirSync(join(copy, '.venv', 'bin'), { recursive: true });
    symlinkSync(resolve('.venv/bin/python'), join(copy, '.venv', 'bin', 'python'));
    copyFileSync(ordinaryLibrary(), join(libraries('cuda_runtime'), 'libcudart.so.12'));
    const parts = `import { libraries } from '${resolve('environment/check-cuda/parts.mjs')}'`;
    const rows = await inModule('.', `${parts}; const result = await libraries('${copy}')`);
    const failed = (rows as { failed: boolean }[]).map((row) => row.failed);
    assert.deepEqual(
      failed,
      nvidia().libraries.map(() => true),
    );
  });

  const row = { what: 'something', result: 'done', seconds: 1.25, failed: false };
  const reported = (...rows: object[]): Promise<unknown> =>
    inModule(
      '.',
      `import { report } from './environment/check-cuda/report.mjs'; const result = report(${JSON.stringify(rows)})`,
    );

  test('says what was shown and what was not, on a GPU, without one and where something failed', async () => {
    const onCpu = await reported(row, { ...row, result: '10 done, TensorFlow 2.21.0 on CPU (2 x this)' });
    assert.match(`${onCpu}`, /^✔ something +done +1\.3$/m);
    assert.match(`${onCpu}`, /ran on the CPU\.\nNot shown: anything on a GPU/);
    const onGpu = await reported(row, { ...row, result: '10 done, TensorFlow 2.21.0 on GPU' });
    assert.match(`${onGpu}`, /ran on the GPU\.\nNot shown: that longer runs/);
    const failed = await reported(row, { ...row, failed: true });
    assert.match(`${failed}`, /^✖ something.*\n\n1 of 2 failed: CUDA is not shown to work here\.$/ms);
  });

  test('fails where nvidia-smi, a stand-in here, lists a GPU that was not used, or nobody said why', async (t) => {
    const line = 'CUDA was asked for, but TensorFlow sees no GPU: some reason; it trains on the CPU.';
    const judged = async (says: { text: string; code?: number }, stderr: string): Promise<unknown> => {
      withEnvironment(t, { PATH: standInForNvidiaSmi(t, says) });
      const parts = "import { gpuRows } from './environment/check-cuda/parts.mjs'";
      const rows = await inModule('.', `${parts}; const result = gpuRows('TensorFlow on CPU', '${stderr}')`);
      return (rows as { result: string; failed: boolean }[]).map(({ result, failed }) => [result, failed]);
    };
    const none = { text: 'No devices were found', code: 6 };
    assert.deepEqual(await judged(none, line), [['some reason', false]]);
    assert.deepEqual(await judged(none, 'nothing'), [
      ['expected a line that says why no GPU is used, got none', true],
    ]);
    assert.deepEqual(await judged({ text: h100 }, line), [['some reason', true]]);
  });

  test('every library that it opens comes with a wheel at a version of its own', () => {
    const pinned = readFileSync('environment/constraints.txt', 'utf8').match(/^nvidia-.*-cu(\d+)==/gm) ?? [];
    assert.ok(pinned.length >= 11);
    for (const pin of pinned) assert.match(pin, new RegExp(`-cu${nvidia().cudaMajor}==`));
  });
});
