/** What is said where WebGPU cannot be had, and what the lab does with its memory. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { checkFits } from '../src/backend/fits';
import { importModule } from '../src/backend/importModule';
import { freeBuffers } from '../src/backend/webgpu/buffers';
import { inBytes } from '../src/backend/webgpu/limits';
import { bertShapes } from '../src/encoders/bertShapes';
import { LabError } from '../src/errors';
import { sweet } from '../src/methods';
import { projectRoot } from '../src/paths';
import { start } from './support/cli';
import { withoutWebGpu } from './support/device';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const noDriver = withoutWebGpu();

/** `npm run train` on WebGPU with these variables: its exit code and what it said. */
function trainOnWebGpu(variables: readonly string[]) {
  const { data, encoder } = smallRun(sweet);
  const words = ['--method', 'sweet', '--task', 'rte', '--exits', '1,3', '--train-size', '16'];
  const paths = ['--data', String(data), '--encoder', String(encoder), '--store', join(tmpdir(), 'never')];
  const command = ['EARLY_EXIT_BACKEND=webgpu', ...variables, process.execPath];
  return start('env', [...command, require.resolve('../src/cli/train'), ...words, ...paths]).ended;
}

describe('a machine on which WebGPU cannot be had', () => {
  let explainNoAdapter: (words: string) => string;

  before(async () => {
    const file = pathToFileURL(join(projectRoot(), 'environment', 'lib', 'webgpu.mjs')).href;
    ({ explainNoAdapter } = await importModule<{ explainNoAdapter(words: string): string }>(file));
  });

  it('without libvulkan, as with one that is not a library: what to install', async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'early-exit-test-'));
    test.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'libvulkan.so.1'), '');
    const { code, stderr } = await trainOnWebGpu([`LD_LIBRARY_PATH=${folder}`]);
    assert.equal(code, 1);
    assert.match(stderr, /libvulkan is not there \(.*\); install it.*apt-get install libvulkan1/);
  });

  it('with a driver that is named and not there: its file', { skip: noDriver }, async () => {
    const { code, stderr } = await trainOnWebGpu(['VK_DRIVER_FILES=/none.json']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /the driver that VK_DRIVER_FILES names cannot be opened \(\/none\.json\); name another/,
    );
  });

  it('without a driver: where drivers come from', { skip: noDriver }, async (test) => {
    const { code, stderr } = await trainOnWebGpu([`VK_DRIVER_FILES=${temporaryFolder(test)}`]);
    assert.equal(code, 1);
    assert.match(stderr, /the webgpu backend cannot be opened: there is no Vulkan driver for a GPU; install/);
    assert.match(stderr, /to try it without a GPU: Debian's chromium/);
  });

  it("with a driver that lacks features, in the words that Dawn has for Mesa 22.3's: which it lacks", () => {
    const words =
      'Warning: Vulkan shaderUniform*ArrayDynamicIndexing required.\n - While initializing adapter\n    at here\n';
    const said = explainNoAdapter(words);
    assert.match(
      said,
      /the Vulkan driver lacks what WebGPU needs \(Vulkan shaderUniform\*ArrayDynamicIndexing/,
    );
    assert.match(said, /install a newer driver/);
  });
});

describe('npm run doctor, asked for WebGPU', () => {
  const doctor = async (...variables: string[]) => {
    const command = ['EARLY_EXIT_BACKEND=webgpu', ...variables, process.execPath, 'environment/doctor.mjs'];
    return (await start('env', command).ended).stdout;
  };

  it('names the adapter and its limits', { skip: noDriver }, async () => {
    const said = await doctor();
    assert.match(
      said,
      /✔ WebGPU +\S.*\n +largest buffer [\d.]+ GB, \d+ buffers an operation, \d+ invocations/,
    );
  });

  it('says what to do where there is none', async () => {
    const said = await doctor('VK_DRIVER_FILES=/none.json');
    assert.match(
      said,
      /✖ WebGPU +selected, but there is no adapter\n +-> (the driver that VK_DRIVER|libvulkan)/,
    );
  });
});

describe('an encoder that a GPU has no buffer for', () => {
  const config = { vocab_size: 30522, hidden_size: 768, intermediate_size: 3072 };
  const sizes = { max_position_embeddings: 512, type_vocab_size: 2 };
  const shapes = bertShapes({ ...config, ...sizes } as Parameters<typeof bertShapes>[0], 1);
  const limits = (bytes: number) => ({ maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: bytes });

  it('is told before training, with parameter and limit', () => {
    checkFits(shapes, limits(128 * 2 ** 20));
    assert.throws(
      () => checkFits(shapes, limits(64 * 2 ** 20)),
      (error: Error) => {
        assert.ok(error instanceof LabError);
        assert.match(
          error.message,
          /buffer of the GPU, which holds 64 MB .*word_embeddings\.weight \[30522,768\]/,
        );
        assert.match(error.message, /takes 89\.4 MB/);
        return true;
      },
    );
  });

  it('bytes are told in the unit that fits', () => {
    assert.deepEqual([0, 12, 2048, 1.5 * 2 ** 30].map(inBytes), ['0 bytes', '12 bytes', '2 KB', '1.5 GB']);
  });
});

describe('buffers that wait to be used again', () => {
  const MB = 2 ** 20;
  /** So many free buffers of one size; some of the manager's memory is in use. */
  function manager(count: number, size: number, used: number) {
    let destroyed = 0;
    const buffers = Array.from({ length: count }, () => ({ size, destroy: () => void destroyed++ }));
    const freeBuffers = new Map([['one', buffers]]);
    const state = { numBytesUsed: used, numBytesAllocated: used + count * size, numFreeBuffers: count };
    return { ...state, freeBuffers, destroyed: () => destroyed };
  }

  it('are kept while they take no more than was used at most', () => {
    const held = manager(10, 10 * MB, 50 * MB);
    freeBuffers(held, 120 * MB);
    assert.equal(held.destroyed(), 0);
  });

  it('are given back beyond that, and counted off', () => {
    const held = manager(20, 10 * MB, 50 * MB);
    freeBuffers(held, 120 * MB);
    assert.equal(held.destroyed(), 20);
    assert.deepEqual([held.numBytesAllocated, held.numFreeBuffers], [50 * MB, 0]);
    assert.deepEqual(held.freeBuffers.get('one'), []);
  });
});
