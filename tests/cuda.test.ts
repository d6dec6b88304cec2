/**
 * CUDA on machines without a GPU: what is said where none is seen, and what a GPU would be told by. No GPU takes
 * part: facts are planted, and nvidia-smi is a stand-in.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, type TestContext, test } from 'node:test';
import { prepareBackend } from '../src/backend';
import { type CudaFacts, cudaNotice, cudaProblem, firstUnloadable, gatherFacts } from '../src/backend/cuda';
import { describeGpu, gpuInUse } from '../src/backend/gpu';
import { nvidia } from '../src/backend/nvidia';
import { tensorflow } from '../src/ops/tensorflow';
import { describeEnvironment } from '../src/runs/environment';
import { start } from './support/cli';
import { withEnvironment } from './support/environment';
import { h100, sharing, standInForNvidiaSmi, t4 } from './support/nvidiaSmi';
import { temporaryFolder } from './support/store';

const { minimumDriver, parseGpus, isOlder } = nvidia();

const answering = (...rows: string[]) => ({ gpus: parseGpus(rows.join('\n')), problem: null });

/** A machine on which everything is as it should be, but for what a test plants. */
const facts = (planted: Partial<CudaFacts> = {}): CudaFacts => ({
  installed: 'cuda',
  visible: undefined,
  driverLoaded: true,
  smi: answering(h100, t4),
  unloadable: null,
  ...planted,
});

const old = h100.replace('550.54.15', '470.182.03');

describe('the reason why no GPU is used, from planted facts', () => {
  const says = (planted: Partial<CudaFacts>, reason: string): void =>
    assert.equal(
      cudaProblem(facts(planted)),
      `CUDA was asked for, but TensorFlow sees no GPU: ${reason}; it trains on the CPU.`,
    );

  test('each has its own', () => {
    const noDriver =
      'no NVIDIA driver is loaded: neither /proc/driver/nvidia/version nor /dev/nvidiactl exists';
    const silent = { gpus: [], problem: 'No devices were found' };
    says({ visible: '' }, "CUDA_VISIBLE_DEVICES='' hides the GPUs");
    says({ visible: '-1' }, "CUDA_VISIBLE_DEVICES='-1' hides the GPUs");
    says({ driverLoaded: false, smi: null }, noDriver);
    says({ smi: silent }, 'nvidia-smi does not answer: No devices were found');
    says(
      { smi: answering(old) },
      `the NVIDIA driver 470.182.03 is too old: CUDA 12 needs ${minimumDriver} or newer`,
    );
    says(
      { unloadable: 'libcuda.so.1: no such file' },
      'a CUDA library cannot be loaded: libcuda.so.1: no such file',
    );
    says({}, "TensorFlow's log gives the reason (TF_CPP_MIN_LOG_LEVEL=0)");
    says(
      { installed: 'cpu' },
      "set-up installed TensorFlow for the CPU; run 'EARLY_EXIT_TENSORFLOW=cuda npm run setup' to change this",
    );
  });

  test('of several the first is told', () => {
    const all = { driverLoaded: false, smi: answering(old), unloadable: 'libcudart.so.12: gone' };
    says({ ...all, visible: '-1' }, "CUDA_VISIBLE_DEVICES='-1' hides the GPUs");
    assert.match(cudaProblem(facts(all)), /no NVIDIA driver is loaded/);
    assert.match(cudaProblem(facts({ ...all, driverLoaded: true })), /470\.182\.03 is too old/);
  });

  test('CUDA_VISIBLE_DEVICES hides GPUs only where its first entry names none', () => {
    for (const visible of ['0', '1', '1,-1', 'GPU-bbbb', 'MIG-1234'])
      assert.doesNotMatch(cudaProblem(facts({ visible })), /hides/, visible);
    for (const visible of ['2', '-1,0', 'NoDevFiles', ','])
      assert.match(cudaProblem(facts({ visible })), /hides the GPUs/, visible);
  });
});

test('drivers are compared number by number', () => {
  for (const version of ['450.80.02', '525.60.11', '525.60', '525', '99.1'])
    assert.ok(isOlder(version, minimumDriver), version);
  for (const version of [minimumDriver, '525.60.13.1', '525.105.17', '580.95.05', '1000.1'])
    assert.ok(!isOlder(version, minimumDriver), version);
});

test('facts are gathered as far as is needed', (t: TestContext) => {
  const asked = join(temporaryFolder(t), 'asked');
  withEnvironment(t, { PATH: standInForNvidiaSmi(t, { text: h100, leaves: asked }) });
  const seen = { installed: 'cuda', driverLoaded: true } as const;
  for (const [variables, known] of [
    [{ CUDA_VISIBLE_DEVICES: '-1' }, seen],
    [{}, { ...seen, driverLoaded: false }],
    [{}, { ...seen, installed: 'cpu' }],
  ] as const) {
    assert.deepEqual([gatherFacts(variables, known).smi, existsSync(asked)], [null, false]);
  }
  const { smi, unloadable } = gatherFacts({}, seen);
  assert.deepEqual([smi, existsSync(asked)], [answering(h100), true]);
  if (!nvidia().driverIsThere()) assert.match(`${unloadable}`, /^libcuda\.so\.1: cannot open/);
});

test('a library that the loader does not find is told in its words, one that it finds is not', () => {
  assert.equal(firstUnloadable(['libc.so.6', 'libm.so.6']), null);
  assert.match(`${firstUnloadable(['libm.so.6', 'libnowhere.so.7'])}`, /^libnowhere\.so\.7: cannot open/);
});

describe('nvidia-smi, of which a stand-in answers', () => {
  const asks = (t: TestContext, says: Parameters<typeof standInForNvidiaSmi>[1]) => {
    withEnvironment(t, { PATH: standInForNvidiaSmi(t, says) });
    return nvidia().askNvidiaSmi();
  };

  test('several GPUs, and what it does not know', (t) => {
    const { gpus, problem } = asks(t, { text: `${h100}\n${t4}\n${sharing.replace('0', '2')}` });
    assert.equal(problem, null);
    assert.deepEqual(gpus[0], {
      ...{ index: 0, uuid: 'GPU-aaaa', name: 'NVIDIA H100 80GB HBM3', driver: '550.54.15' },
      ...{ memory: 81559, free: 80995, capability: '9.0' },
    });
    assert.deepEqual([gpus[1].name, gpus[1].capability], ['Tesla T4', '7.5']);
    assert.deepEqual([gpus[2].memory, gpus[2].free, gpus[2].capability], [null, null, '12.1']);
  });

  test('an old one, which does not know compute_cap', (t) => {
    const { gpus, problem } = asks(t, { text: old.split(', ').slice(0, -1).join(', '), old: true });
    assert.equal(problem, null);
    assert.deepEqual([gpus[0].driver, gpus[0].capability], ['470.182.03', null]);
  });

  test('one that fails, one that lists nothing, and none at all', (t) => {
    const failed = 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.';
    assert.deepEqual(asks(t, { text: `${failed}\nMore words`, code: 9 }), { gpus: [], problem: failed });
    assert.deepEqual(asks(t, { text: 'No devices were found' }), {
      gpus: [],
      problem: 'No devices were found',
    });
    withEnvironment(t, { PATH: temporaryFolder(t) });
    assert.deepEqual(nvidia().askNvidiaSmi(), { gpus: [], problem: 'nvidia-smi is not on the path' });
  });
});

describe('what a process says and a record keeps', () => {
  const lines: string[] = [];
  before(async () => {
    const asked = process.env.EARLY_EXIT_TENSORFLOW;
    process.env.EARLY_EXIT_TENSORFLOW = 'cuda';
    await prepareBackend((said) => lines.push(...said.split('\n')));
    if (asked === undefined) delete process.env.EARLY_EXIT_TENSORFLOW;
    else process.env.EARLY_EXIT_TENSORFLOW = asked;
  });

  /** TensorFlow's backend, told for one test whether it uses a GPU. */
  function usingGpu(t: TestContext, uses: boolean): boolean {
    const backend = tensorflow() as { isUsingGpuDevice: boolean } | null;
    if (!backend) {
      t.skip('TensorFlow is not the backend here');
      return false;
    }
    const before = backend.isUsingGpuDevice;
    backend.isUsingGpuDevice = uses;
    t.after(() => {
      backend.isUsingGpuDevice = before;
    });
    return true;
  }

  test('the line on the backend is followed by one on CUDA where it was asked for and is not used', (t) => {
    assert.match(lines[0], /^Backend: /);
    if (!tensorflow() || tensorflow()?.isUsingGpuDevice) return t.skip('another backend, or a GPU in use');
    assert.equal(lines.length, 2);
    assert.match(lines[1], /^CUDA was asked for, but TensorFlow sees no GPU: .*; it trains on the CPU\.$/);
  });

  test('nothing is said, and nothing started, where CUDA was not asked for or is used', (t) => {
    const asked = join(temporaryFolder(t), 'asked');
    withEnvironment(t, { PATH: standInForNvidiaSmi(t, { text: h100, leaves: asked }) });
    if (!usingGpu(t, false)) return;
    assert.equal(cudaNotice({ EARLY_EXIT_TENSORFLOW: 'cpu' }), null);
    assert.match(`${cudaNotice({ EARLY_EXIT_TENSORFLOW: 'cuda', CUDA_VISIBLE_DEVICES: '-1' })}`, /^CUDA/);
    usingGpu(t, true);
    assert.equal(cudaNotice({ EARLY_EXIT_TENSORFLOW: 'cuda' }), null);
    assert.equal(existsSync(asked), false);
  });

  test('a record keeps the GPU, its driver and memory, and nothing of them on the CPU', async (t) => {
    withEnvironment(t, {
      PATH: standInForNvidiaSmi(t, { text: `${h100}\n${t4}` }),
      CUDA_VISIBLE_DEVICES: '1',
    });
    if (!usingGpu(t, true)) return;
    const { gpu, driver, gpuMemory } = await describeEnvironment();
    assert.deepEqual([gpu, driver, gpuMemory], ['Tesla T4', '550.54.15', '15 GiB']);
    usingGpu(t, false);
    const onCpu = Object.keys(await describeEnvironment());
    assert.deepEqual(
      onCpu.filter((name) => ['gpu', 'driver', 'cuda', 'gpuMemory'].includes(name)),
      [],
    );
  });

  test('what nvidia-smi does not tell is not kept', (t) => {
    withEnvironment(t, { PATH: standInForNvidiaSmi(t, { text: sharing }) });
    const { gpu, driver, gpuMemory } = describeGpu(undefined);
    assert.deepEqual([gpu, driver, gpuMemory], ['NVIDIA GB10', '580.95.05', undefined]);
  });

  test('the GPU in use is the first that CUDA_VISIBLE_DEVICES names', () => {
    const { gpus } = answering(h100, t4);
    const named = (visible?: string) => gpuInUse(gpus, visible)?.index;
    assert.deepEqual([undefined, '0', '1,0', 'GPU-bb', 'MIG-1', '7'].map(named), [
      ...[0, 0, 1, 1],
      ...[undefined, undefined],
    ]);
    assert.equal(gpuInUse(gpus.slice(0, 1), 'MIG-1')?.index, 0);
  });
});

describe('npm run doctor, asked for CUDA, with a stand-in for nvidia-smi', () => {
  const doctor = async (t: TestContext, says: Parameters<typeof standInForNvidiaSmi>[1]): Promise<string> => {
    const variables = [`PATH=${standInForNvidiaSmi(t, says)}`, 'EARLY_EXIT_TENSORFLOW=cuda'];
    const { stdout } = await start('env', [...variables, process.execPath, 'environment/doctor.mjs']).ended;
    return stdout.match(/^. GPU .*\n(?: {16}.*\n)*/m)?.[0] ?? stdout;
  };

  test('has a line for each GPU', async (t) => {
    const lines = (await doctor(t, { text: `${h100}\n${sharing.replace('0', '1')}` })).trimEnd().split('\n');
    assert.match(lines[0], /^✔ GPU +driver 550\.54\.15, (TensorFlow for CUDA 12\.|no TensorFlow for CUDA)/);
    assert.deepEqual(lines.slice(1), [
      '                0: NVIDIA H100 80GB HBM3, memory 79.6 GB, free 79.1 GB, compute capability 9.0',
      '                1: NVIDIA GB10, memory not known, free not known, compute capability 12.1',
    ]);
  });

  test('says which driver is needed where there is an older one, and what nvidia-smi says where it fails', async (t) => {
    const [tooOld, failing] = await Promise.all([
      doctor(t, { text: old }),
      doctor(t, { text: 'No devices were found', code: 6 }),
    ]);
    assert.match(tooOld, /^✖ GPU +driver 470\.182\.03/);
    assert.match(tooOld, new RegExp(`-> CUDA 12 needs the driver ${minimumDriver} or newer`));
    assert.match(failing, /^✖ GPU .*nvidia-smi does not answer: No devices were found/);
  });
});
