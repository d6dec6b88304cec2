import type { DataType, GPUData, TensorInfo } from '@tensorflow/tfjs-core';
import { messageOf } from '../../files';
import { DeviceError } from '../deviceError';
import { freeBuffers } from './buffers';
import { DeviceHealth } from './health';
import { checkLimits, sizesOf } from './limits';
import type { AdapterInfo, Device, Program, Uniforms, WebGpuBackend, WebGpuBackendClass } from './types';

/** The usage flags of a tensor's buffer: STORAGE | COPY_SRC | COPY_DST. */
const TENSOR_BUFFER = 0x80 | 0x4 | 0x8;

const READING = () => 'the reading of a result';

/**
 * Adds the length to the shader key of a cumulative sum. TensorFlow.js compiles the shader for one length, but its
 * key lacks the length.
 */
function completeKey(program: Program): void {
  if (program.constructor.name === 'CumProgram') program.shaderKey += `_${program.outputShape.at(-1)}`;
}

/**
 * TensorFlow.js's WebGPU backend, with every device error reported. Every operation is checked against the limits of
 * the device before it is sent, and for device errors afterwards. Operations are sent in batches. A refused operation
 * invalidates its batch: the results of the batch can then be neither read nor used. `onLost` is called when the
 * device is lost. The methods throw DeviceError.
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
    /** The results of operations that are not sent yet. */
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

    /**
     * Uploads immediately. TensorFlow.js's upload may wait in a batch, and a refused operation of the batch would
     * lose it.
     */
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
        'a tensor of a GPU cannot be read synchronously: expected `await tensor.data()`, got `dataSync` or the use ' +
          'of the tensor on another backend',
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

    /** If a batch has failed, sends its remaining operations, so that the next batch starts empty, and throws. */
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
        `${what()} needs a tensor that was never computed: the GPU refused an operation of the same batch; ` +
          'compute the tensor again',
      );
    }

    /** Discards the values that a failed read has left. They are not the values of the tensor. */
    private forgetValues(dataId: object): void {
      if (this.tensorMap.has(dataId)) this.tensorMap.get(dataId).values = null;
    }
  }
  return new GuardedBackend(device, info);
}
