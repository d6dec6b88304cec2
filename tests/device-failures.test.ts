/** What a GPU refuses, and its loss, stop the work with one message and leave what a run goes on from. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../src/backend/deviceError';
import { FlatProgram } from '../src/backend/webgpu/flatProgram';
import type { WebGpuBackend } from '../src/backend/webgpu/types';
import { earlyExit, sweet } from '../src/methods';
import { projectRoot } from '../src/paths';
import { readRecord } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Diverged, Interrupted } from '../src/runs/surroundings';
import type { Method, RunRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { start } from './support/cli';
import { chooseDevice } from './support/device';
import { grid, gridBy, writeProfile } from './support/grid';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const missing = chooseDevice();
const skip = missing || (process.env.EARLY_EXIT_BACKEND !== 'webgpu' && 'for WebGPU');

/** Loses a command's GPU half way. */
const fault = join(projectRoot(), 'tests', 'support', 'faultyGpu.cjs');

const gpu = () => tf.backend() as WebGpuBackend;

/** Adds up as many tensors as it has names for, all at once. */
class SumOf extends FlatProgram {
  readonly uniforms = '';
  readonly variableNames: string[];

  constructor(
    count: number,
    private readonly code: string,
  ) {
    super(`sumOf${count}${code.length}`, [4], 4);
    this.variableNames = Array.from({ length: count }, (_, i) => `t${i}`);
  }

  getUserCode(): string {
    return this.code;
  }
}

const sumOf = (count: number, code: string) =>
  gpu().runWebGPUProgram(
    new SumOf(count, code),
    Array.from({ length: count }, () => tf.ones([4])),
    'float32',
  );

/** In the place of the operation that is so many away comes one that cannot be compiled. */
function refuseAt(operations: number): void {
  const backend = gpu();
  const own = backend.runWebGPUProgram;
  let left = operations;
  backend.runWebGPUProgram = function (...words) {
    if (--left > 0) return own.apply(this, words);
    backend.runWebGPUProgram = own;
    return own.call(this, new SumOf(1, 'fn main(index : i32) { this too; }'), [tf.ones([4])], 'float32');
  };
}

/** A tensor is still computed rightly. */
async function assertWorks(): Promise<void> {
  assert.deepEqual([...(await tf.addN(Array.from({ length: 90 }, () => tf.ones([3]))).data())], [90, 90, 90]);
}

describe('what a device refuses', { skip }, () => {
  before(prepareTestBackend);

  it('more buffers than it allows an operation: operation, sizes and limit are named', async () => {
    const allowed = gpu().device.limits.maxStorageBuffersPerShaderStage;
    assert.ok(allowed > 8, 'the device was asked for what the adapter allows');
    assert.throws(
      () => sumOf(allowed, 'fn main(index : i32) {}'),
      (error: Error) => {
        assert.ok(error instanceof DeviceError);
        assert.match(error.message, /SumOf of \[4\], \[4\], \[4\] and \d+ more into \[4\]/);
        assert.match(
          error.message,
          new RegExp(`needs ${allowed + 1} buffers, .* allows ${allowed} for one operation \\(maxStorage`),
        );
        return true;
      },
    );
    await assertWorks();
  });

  it('a tensor larger than its largest buffer', async () => {
    const length = gpu().device.limits.maxStorageBufferBindingSize / 4 + 1;
    assert.throws(
      () => tf.fill([length], 0),
      /Fill into \[\d+\]: \[\d+\] takes .* the largest buffer of the device is [\d.]+ [MGT]B/,
    );
    await assertWorks();
  });

  it('a program that it cannot compile: what it says is told, and nothing is made of it', async () => {
    assert.throws(
      () => sumOf(2, 'fn main(index : i32) { result[index] = noSuchThing; }'),
      /the GPU refused SumOf of \[4\], \[4\] into \[4\]: GPUValidationError: .*noSuchThing/,
    );
    await assertWorks();
  });

  it('an operation beside others: what was to be computed with it can be neither read nor used', async () => {
    const beside = tf.fill([2], 7);
    assert.throws(() => sumOf(2, 'fn main(index : i32) { nothing of the kind; }'), DeviceError);
    await assert.rejects(beside.data(), /needs a tensor that was never computed.*compute the tensor again/);
    assert.throws(() => tf.square(beside), /UnaryOp of \[2\] into \[2\] needs a tensor that was never/);
    await assertWorks();
  });

  it('an operation whose inputs were just uploaded: they are as they were', async () => {
    const old = tf.tensor1d([9, 9, 9, 9]);
    await tf.square(old).data();
    old.dispose();
    const x = tf.tensor1d([1, 2, 3, 4]);
    tf.square(x);
    assert.throws(() => sumOf(2, 'fn main(index : i32) { and this neither; }'), DeviceError);
    assert.deepEqual([...(await tf.square(x).data())], [1, 4, 9, 16]);
    assert.deepEqual([...(await x.data())], [1, 2, 3, 4]);
  });

  it('a reading beside another: neither resolves with what was never computed', async () => {
    const [x, y] = [tf.fill([6], 2), tf.fill([6], 3)];
    const readings = [tf.square(x).data()];
    assert.throws(() => sumOf(2, 'fn main(index : i32) { nor this, in other words; }'), DeviceError);
    readings.push(tf.square(tf.fill([6], 4)).data());
    const [first, second] = await Promise.allSettled(readings);
    if (first.status === 'fulfilled') assert.deepEqual([...first.value], [4, 4, 4, 4, 4, 4]);
    if (second.status === 'fulfilled') assert.deepEqual([...second.value], [16, 16, 16, 16, 16, 16]);
    y.dispose();
    await assertWorks();
  });

  it('numbers that were never computed by whatever way they are read, and any at once', async () => {
    const beside = tf.fill([2], 7);
    assert.throws(() => sumOf(2, 'fn main(index : i32) { no, no, no; }'), DeviceError);
    await assert.rejects(beside.data(), DeviceError);
    assert.throws(() => beside.dataSync(), /cannot be read synchronously: expected `await tensor\.data\(\)`/);
    assert.throws(() => beside.dataToGPU(), DeviceError);
    assert.throws(() => tf.fill([2], 7).dataSync(), /cannot be read synchronously/);
    await assertWorks();
  });

  it('cumulative sums of another length are not taken for those of the first', async () => {
    for (const width of [5, 3, 6]) {
      const sums = tf.cumsum(tf.ones([1, width]), 1, true, true);
      const expected = Array.from({ length: width }, (_, i) => width - 1 - i);
      assert.deepEqual([...(await sums.data())], expected);
    }
  });

  it('whatever else it tells of, of all three kinds: the next operation throws, or the next reading', async () => {
    const globals = globalThis as unknown as Record<string, new (...words: unknown[]) => Event>;
    for (const kind of ['GPUValidationError', 'GPUOutOfMemoryError', 'GPUInternalError']) {
      const tell = () => {
        const error = new globals[kind](`a ${kind} made up for this test`);
        const event = new globals.GPUUncapturedErrorEvent('uncapturederror', { error });
        (gpu().device as unknown as EventTarget).dispatchEvent(event);
      };
      tell();
      assert.throws(
        () => tf.fill([2], 1),
        new RegExp(`refused Fill into \\[2\\]: ${kind}: a ${kind} made up`),
      );
      const x = tf.fill([2], 1);
      tell();
      await assert.rejects(x.data(), new RegExp(`${kind} made up`));
      await assertWorks();
    }
  });
});

describe('a run on a device that fails', { skip }, () => {
  const quiet = { say: () => undefined, checkpointSeconds: 3600 };
  const options = { ...smallRun(sweet), trainSize: 96, evalSize: 8, batch: 16 };
  const undisturbed = temporaryFolder({ after });
  let expected: RunRecord;
  const checkpointOf = (store: string) => join(store, '.unfinished', expected.id, 'checkpoint.safetensors');

  before(async () => {
    await prepareTestBackend();
    expected = await run(options, { ...quiet, store: undisturbed });
    assert.equal(expected.steps.length, 6);
  });

  it('names the adapter and its limits in its record', () => {
    const { backend, device, adapter, largestBuffer, buffersPerOperation } = expected.environment;
    assert.deepEqual([backend, device], ['webgpu', `WebGPU on ${adapter}`]);
    assert.match(largestBuffer, /^[\d.]+ [MG]B$/);
    assert.ok(Number(buffersPerOperation) > 8);
  });

  /** Trains until step 3, where the device is broken, and then to the end. */
  async function broken(store: string, breakIt: () => void, message: RegExp, more: object = {}) {
    const onProgress = ({ step }: { step: number }) => {
      if (step === 3) breakIt();
    };
    await assert.rejects(run(options, { ...quiet, ...more, store, onProgress }), (error: Error) => {
      assert.ok(error instanceof DeviceError, error.stack);
      assert.match(error.message, message);
      return true;
    });
    const said: string[] = [];
    const record = await run(options, { ...quiet, store, say: (line) => said.push(line) });
    assert.deepEqual(record.steps, expected.steps);
    assert.deepEqual(record.evaluation.logits, expected.evaluation.logits);
    return said;
  }

  it('refused in a step, has a checkpoint of the step before and goes on from there', async (test) => {
    const store = temporaryFolder(test);
    const tooLarge = { size: 2 ** 40, usage: 8 };
    const device = () => gpu().device as unknown as { createBuffer(descriptor: object): void };
    const said = await broken(store, () => device().createBuffer(tooLarge), /the GPU refused .*Buffer size/);
    assert.ok(
      said.some((line) => line.includes('going on from step 3 of 6')),
      said.join('\n'),
    );
    assert.ok(!existsSync(checkpointOf(store)));
  });

  it('refused in its first step after it was resumed, has a checkpoint of the weights it came with', async (test) => {
    const store = temporaryFolder(test);
    const controller = new AbortController();
    const stopAtThree = ({ step }: { step: number }) => {
      if (step === 3) controller.abort();
    };
    const { signal } = controller;
    await assert.rejects(run(options, { ...quiet, store, signal, onProgress: stopAtThree }), Interrupted);
    const refuse = (line: string) => {
      if (line.includes('going on from step 3')) refuseAt(40);
    };
    await assert.rejects(run(options, { ...quiet, store, say: refuse }), DeviceError);
    const record = await run(options, { ...quiet, store });
    assert.deepEqual(record.steps, expected.steps);
  });

  it('lost, goes on from its last checkpoint on a device that is opened anew', async (test) => {
    const store = temporaryFolder(test);
    const lose = () => gpu().device.destroy();
    const said = await broken(
      store,
      lose,
      /the GPU was lost \(destroyed: .*continues from its last checkpoint/,
      {
        checkpointSeconds: 0,
      },
    );
    assert.ok(
      said.some((line) => line.startsWith('Backend: WebGPU')),
      said.join('\n'),
    );
    assert.ok(
      said.some((line) => /going on from step [23] of 6/.test(line)),
      said.join('\n'),
    );
  });

  it('from the terminal: one message, no stack, exit code 1, and the next command goes on', async (test) => {
    const store = temporaryFolder(test);
    const words = ['--method', 'sweet', '--task', 'rte', '--exits', '1,3,5', '--max-length', '16'];
    words.push('--data', String(options.data), '--encoder', String(options.encoder), '--store', store);
    words.push(
      '--train-size',
      '96',
      '--eval-size',
      '8',
      '--checkpoint-seconds',
      '0',
      '--batch',
      '16',
      '--epochs',
      '1',
    );
    const train = require.resolve('../src/cli/train');
    const faulty = ['FAULTY_GPU_SUBMISSIONS=500', process.execPath, '--require', fault];
    const first = await start('env', [...faulty, train, ...words]).ended;
    assert.equal(first.code, 1, first.stderr);
    assert.match(first.stderr, /^the GPU was lost \(destroyed: .*\) at .*$/m);
    assert.doesNotMatch(first.stderr, /\n\s+at /);
    const second = await start(process.execPath, [train, ...words]).ended;
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stderr, /going on from step \d of 6/);
    assert.deepEqual(readRecord(join(store, expected.id)).steps, expected.steps);
  });

  it('in a grid: the same message, and the next command trains what is missing', async (test) => {
    const store = temporaryFolder(test);
    const profile = writeProfile(test, { trainSize: 64 });
    const words = ['--store', store, '--checkpoint-seconds', '0'];
    const faulty = ['env', `NODE_OPTIONS=--require=${fault}`, 'FAULTY_GPU_SUBMISSIONS=600'];
    const first = await gridBy(faulty, profile, ...words).ended;
    assert.equal(first.code, 1, first.stderr);
    assert.match(first.stderr, /^the GPU was lost \(destroyed: .*\) at .*$/m);
    const second = await grid(profile, ...words).ended;
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stdout, /3 finished, 0 diverged, 0 missing of 3 runs/);
  });

  it('a gradient that is infinite or no number is seen on it, too', async (test) => {
    const total = (losses: readonly tf.Scalar[]) => tf.addN([...losses]) as tf.Scalar;
    const wild: Record<string, Method['loss']> = {
      infinite: ({ losses }) => tf.mul<tf.Scalar>(tf.mul<tf.Scalar>(total(losses), 1e38), 1e38),
      'no number': ({ losses }) => tf.sqrt<tf.Scalar>(tf.sub<tf.Scalar>(0, total(losses))),
    };
    for (const [name, loss] of Object.entries(wild)) {
      const breaking = { ...smallRun({ ...earlyExit, name: name.replace(' ', '-'), loss }), evalSize: 8 };
      await assert.rejects(run(breaking, { ...quiet, store: temporaryFolder(test) }), Diverged, name);
    }
  });
});
