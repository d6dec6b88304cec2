import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { messageOf } from '../../files';
import { DeviceError } from '../deviceError';
import { freeBuffers } from './buffers';
import { DeviceHealth } from './health';
import { checkLimits, sizesOf } from './limits';
import type { AdapterInfo, Device, Program, Uniforms, WebGpuBackend, WebGpuBackendClass } from './types';

/**
 * TensorFlow.js's WebGPU backend, under which no error of the device goes unnoticed. Every operation is checked against
 * the device's limits before it is sent and against its errors after. Operations are sent in batches, and one that is
 * refused takes its batch with it: what the batch was to compute can then be neither read nor used. `onLost` is called
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
    /** What the operations that were not sent yet compute. */
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

    override async read(dataId: object): Promise<Float32Array | Int32Array> {
      const what = () => 'the reading of a result';
      this.check(what);
      this.checkComputed(dataId, what);
      this.unsent.push(dataId);
      try {
        return await super.read(dataId);
      } catch (error) {
        this.dropped.add(dataId);
        throw new DeviceError(`the GPU did not give a result: ${messageOf(error)}`);
      } finally {
        if (health.failed) this.dropped.add(dataId);
        this.check(what);
        freeBuffers(this.bufferManager, this.mostUsed);
      }
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
  }
  return new GuardedBackend(device, info);
}
