/**
 * Checks an operation against the limits of a device before it is sent. A device drops operations that exceed its
 * limits.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../deviceError';
import type { Limits, Program } from './types';

const BYTES = 4;

/** The bytes of a tensor on the device. */
export const bytesOf = ({ shape }: { readonly shape: readonly number[] }): number =>
  BYTES * tf.util.sizeFromShape([...shape]);

/** Such as `1.5 GB` or `24 KB`. */
export function inBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}

/** The name of an operation, such as `AddN` for tfjs's `AddNPackedProgram`. */
export const operationOf = (program: Program): string =>
  program.constructor.name.replace(/(Packed|Vec4)*Program$/, '') || program.shaderKey;

const listed = (shapes: readonly string[]): string =>
  shapes.length <= 4 ? shapes.join(', ') : `${shapes.slice(0, 3).join(', ')} and ${shapes.length - 3} more`;

/** The name and the shapes of an operation, such as `AddN of [36], [36], [36] and 6 more into [36]`. */
export function sizesOf(program: Program, inputs: readonly TensorInfo[]): string {
  const from = listed(inputs.map(({ shape }) => `[${shape}]`));
  return `${operationOf(program)}${from && ` of ${from}`} into [${program.outputShape}]`;
}

/** The size in bytes of the largest tensor that an operation can read or write. */
export const largestBuffer = ({ maxBufferSize, maxStorageBufferBindingSize }: Limits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

/** Throws DeviceError if a device would refuse an operation. The error names the operation, the sizes and the limit. */
export function checkLimits(limits: Limits, program: Program, inputs: readonly TensorInfo[]): void {
  const { maxStorageBuffersPerShaderStage: buffers } = limits;
  const what = () => sizesOf(program, inputs);
  if (inputs.length + 1 > buffers) {
    throw new DeviceError(
      `the GPU cannot do ${what()}: it needs ${inputs.length + 1} buffers, but the device allows ` +
        `${buffers} for one operation (maxStorageBuffersPerShaderStage)`,
    );
  }
  const most = largestBuffer(limits);
  const largest = [...inputs, { shape: program.outputShape }].reduce((one, other) =>
    bytesOf(other) > bytesOf(one) ? other : one,
  );
  if (bytesOf(largest) <= most) return;
  throw new DeviceError(
    `the GPU cannot do ${what()}: [${largest.shape}] takes ${inBytes(bytesOf(largest))}, but the largest buffer of ` +
      `the device is ${inBytes(most)} (maxStorageBufferBindingSize); make the batch smaller or its examples shorter`,
  );
}
