/**
 * TensorFlow's own kernels, called by name. tfjs has no wrapper for some of them, and uses more ops than necessary
 * for others. The dispatch of ops dominates the time of a small model.
 */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** An attribute in the form of the C API. Types: 0 string, 1 int, 2 float, 3 bool, 4 type, 5 shape. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

export const FLOAT = 1;
export const INT32 = 3;

export const boolAttribute = (name: string, value: boolean): Attribute => ({ name, type: 3, value });
export const typeAttribute = (name: string, value: number): Attribute => ({ name, type: 4, value });
export const shapeAttribute = (name: string, value: readonly number[]): Attribute => ({
  name,
  type: 5,
  value,
});

/** The part of tfjs-node's backend that the lab uses. */
export interface TensorflowBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(id: number, inputs: Tensor[], infos: { name: string }[], outputs: string[]): Tensor[];
  deleteSavedModel(id: number): void;
}

/** The TensorFlow backend if it is the current backend, else null. */
export function tensorflow(): TensorflowBackend | null {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as unknown as TensorflowBackend) : null;
}
