/** What a device allows an operation, checked before the operation is sent: a device drops what exceeds its limits. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../deviceError';
import type { Limits, Program } from './types';

const BYTES = 4;

/** What a tensor takes on the device. */
export const bytesOf = ({ shape }: { readonly shape: readonly number[] }): number =>
  BYTES * tf.util.sizeFromShape([...shape]);

/** `1.5 GB`, `24 KB`. */
export function inBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}

/** `AddN` for tfjs's `AddNPackedProgram`. */
export const operationOf = (program: Program): string =>
  program.constructor.name.replace(/(Packed|Vec4)*Program$/, '') || program.shaderKey;

const listed = (shapes: readonly string[]): string =>
  shapes.length <= 4 ? shapes.join(', ') : `${shapes.slice(0, 3).join(', ')} and ${shapes.length - 3} more`;

/** `AddN of [36], [36], [36] and 6 more into [36]`. */
export function sizesOf(program: Program, inputs: readonly TensorInfo[]): string {
  const from = listed(inputs.map(({ shape }) => `[${shape}]`));
  return `${operationOf(program)}${from && ` of ${from}`} into [${program.outputShape}]`;
}

/** The largest tensor that an operation can read or make. */
export const largestBuffer = ({ maxBufferSize, maxStorageBufferBindingSize }: Limits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

/** Throws DeviceError, naming operation, sizes and limit, where a device would refuse an operation. */
export function checkLimits(limits: Limits, program: Program, inputs: readonly TensorInfo[]): void {
  const { maxStorageBuffersPerShaderStage: buffers } = limits;
  const what = () => sizesOf(program, inputs);
  if (inputs.length + 1 > buffers) {
    throw new DeviceError(
      `the GPU cannot do ${what()}: it needs ${inputs.length + 1} buffers, and the device allows an operation ` +
        `${buffers} (maxStorageBuffersPerShaderStage)`,
    );
  }
  const most = largestBuffer(limits);
  const largest = [...inputs, { shape: program.outputShape }].reduce((one, other) =>
    bytesOf(other) > bytesOf(one) ? other : one,
  );
  if (bytesOf(largest) <= most) return;
  throw new DeviceError(
    `the GPU cannot do ${what()}: [${largest.shape}] takes ${inBytes(bytesOf(largest))}, and the device's largest ` +
      `buffer is ${inBytes(most)} (maxStorageBufferBindingSize); make the batch smaller or its examples shorter`,
  );
}
