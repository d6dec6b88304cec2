import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { messageOf } from '../../files';
import { DeviceError } from '../deviceError';
import { freeBuffers } from './buffers';
import { DeviceHealth } from './health';
import { checkLimits, sizesOf } from './limits';
import type { AdapterInfo, Device, Program, Uniforms, WebGpuBackend, WebGpuBackendClass } from './types';

/**
 * TensorFlow.js's WebGPU backend, under which no error of the device goes unnoticed: every operation is checked against
 * the device's limits before it is sent and against its errors after, and no number is read from a device that has
 * failed. `onLost` is called when the device is lost.
 */
export function guardedBackend(
  Base: WebGpuBackendClass,
  device: Device,
  info: AdapterInfo,
  onLost: () => void,
): WebGpuBackend {
  const health = new DeviceHealth(device, onLost);
  let mostUsed = 0;

  class GuardedBackend extends Base {
    override runWebGPUProgram(
      program: Program,
      inputs: TensorInfo[],
      dtype: DataType,
      uniforms?: Uniforms,
      output?: TensorInfo,
    ): TensorInfo {
      const what = () => sizesOf(program, inputs);
      health.check(what);
      checkLimits(device.limits, program, inputs);
      try {
        return super.runWebGPUProgram(program, inputs, dtype, uniforms, output);
      } catch (error) {
        throw new DeviceError(`the GPU cannot do ${what()}: ${messageOf(error)}`);
      } finally {
        mostUsed = Math.max(mostUsed, this.bufferManager.numBytesUsed);
        health.check(what);
      }
    }

    override async read(dataId: object): Promise<Float32Array | Int32Array> {
      const what = () => 'the reading of a result';
      health.check(what);
      try {
        return await super.read(dataId);
      } catch (error) {
        throw new DeviceError(`the GPU did not give a result: ${messageOf(error)}`);
      } finally {
        health.check(what);
        freeBuffers(this.bufferManager, mostUsed);
      }
    }
  }
  return new GuardedBackend(device, info);
}
