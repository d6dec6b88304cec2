import type { DataType, GPUData, TensorInfo } from '@tensorflow/tfjs-core';
import { messageOf } from '../../files';
import { DeviceError } from '../deviceError';
import { freeBuffers } from './buffers';
import { DeviceHealth } from './health';
import { checkLimits, sizesOf } from './limits';
import type { AdapterInfo, Device, Program, Uniforms, WebGpuBackend, WebGpuBackendClass } from './types';

/** Of a tensor's buffer: STORAGE | COPY_SRC | COPY_DST. */
const TENSOR_BUFFER = 0x80 | 0x4 | 0x8;

const READING = () => 'the reading of a result';

/** TensorFlow.js compiles a cumulative sum for one length, and keeps it under a key without that length. */
function completeKey(program: Program): void {
  if (program.constructor.name === 'CumProgram') program.shaderKey += `_${program.outputShape.at(-1)}`;
}

/**
 * TensorFlow.js's WebGPU backend, under which no error of the device goes unnoticed. Every operation is checked against
 * the device's limits before it is sent and against its errors after. Operations are sent in batches, and a refused
 * operation takes its batch with it: the results of that batch can then be neither read nor used. `onLost` is called
 * when the device is lost.
 */
export function guardedBackend(
  Base: WebGpuBackendClass,
  device: Device,
  info: AdapterInfo,
  onLost: () => void,
): WebGpuBackend {
  const health = new DeviceHealth(device, onLost);

  class GuardedBackend extends Base {
    private mostUsed = 0;
    /** The results of the operations that were not sent yet. */
    private unsent: object[] = [];
    private readonly dropped = new WeakSet<object>();

    override runWebGPUProgram(
      program: Program,
      inputs: TensorInfo[],
      dtype: DataType,
      uniforms?: Uniforms,
      output?: TensorInfo,
    ): TensorInfo {
      const what = () => sizesOf(program, inputs);
      this.check(what);
      checkLimits(device.limits, program, inputs);
      for (const { dataId } of inputs) this.checkComputed(dataId, what);
      completeKey(program);
      try {
        const made = super.runWebGPUProgram(program, inputs, dtype, uniforms, output);
        this.unsent.push(made.dataId);
        return made;
      } catch (error) {
        throw new DeviceError(`the GPU cannot do ${what()}: ${messageOf(error)}`);
      } finally {
        this.mostUsed = Math.max(this.mostUsed, this.bufferManager.numBytesUsed);
        this.check(what);
      }
    }

    /** Uploads at once: TensorFlow.js's own upload may wait in a batch, and a refused operation would lose it. */
    override uploadToGPU(dataId: object): void {
      const tensor = this.tensorMap.get(dataId);
      if (tensor.resource || !tensor.values) {
        super.uploadToGPU(dataId);
        return;
      }
      const { values, dtype } = tensor;
      const numbers = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
      const buffer = this.bufferManager.acquireBuffer(numbers.byteLength, TENSOR_BUFFER);
      device.queue.writeBuffer(buffer, 0, numbers);
      tensor.resource = buffer;
      tensor.values = null;
    }

    override async read(dataId: object): Promise<Float32Array | Int32Array> {
      this.check(READING);
      this.checkComputed(dataId, READING);
      this.unsent.push(dataId);
      try {
        return await super.read(dataId);
      } catch (error) {
        this.dropped.add(dataId);
        throw new DeviceError(`the GPU did not give a result: ${messageOf(error)}`);
      } finally {
        if (health.failed) this.dropped.add(dataId);
        if (this.dropped.has(dataId)) this.forgetValues(dataId);
        this.check(READING);
        this.checkComputed(dataId, READING);
        freeBuffers(this.bufferManager, this.mostUsed);
      }
    }

    override readSync(dataId: object): Float32Array | Int32Array {
      if (this.tensorMap.get(dataId).values) return super.readSync(dataId);
      throw new DeviceError(
        'the numbers of a GPU cannot be read at once: expected `await tensor.data()`, got `dataSync` or the use of ' +
          'its tensor on another backend',
      );
    }

    override readToGPU(dataId: object): GPUData {
      this.check(READING);
      this.checkComputed(dataId, READING);
      const copy = super.readToGPU(dataId);
      this.check(READING);
      return copy;
    }

    override submitQueue(): void {
      super.submitQueue();
      if (health.failed) for (const dataId of this.unsent) this.dropped.add(dataId);
      this.unsent = [];
    }

    /** Sends the rest of a batch that has failed, so that the next one begins anew, and throws. */
    private check(what: () => string): void {
      if (!health.failed) return;
      this.ensureCommandEncoderReady();
      this.endComputePassEncoder();
      this.submitQueue();
      health.check(what);
    }

    private checkComputed(dataId: object, what: () => string): void {
      if (!this.dropped.has(dataId)) return;
      throw new DeviceError(
        `${what()} needs a tensor that was never computed: the GPU refused an operation beside it; compute it again`,
      );
    }

    /** What a failed reading has left: not the tensor's numbers. */
    private forgetValues(dataId: object): void {
      if (this.tensorMap.has(dataId)) this.tensorMap.get(dataId).values = null;
    }
  }
  return new GuardedBackend(device, info);
}
