import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WebGpuBackend } from './types';

/** TensorFlow.js's setting for the algorithm of a product: TensorFlow.js's own choice, or small tiles. */
const SETTING = 'WEBGPU_MATMUL_PROGRAM_TYPE';
const OWN_CHOICE = -1;
const SMALL_TILES = 2;

/** From this inner size TensorFlow.js splits the sums of a product that has few tiles. */
const LONG = 2000;
const TILE = 32;

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Whether TensorFlow.js could split the sums of this product. */
function isLong(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Attributes, few: number): boolean {
  const [rows, inner] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)];
  const tiles = Math.ceil(rows / TILE) * Math.ceil(columns / TILE);
  return inner >= LONG && tiles <= few;
}

/**
 * TensorFlow.js's BatchMatMul, made deterministic. TensorFlow.js may split a long sum into parts and add them in no
 * fixed order. For long sums this kernel selects the algorithm of shorter sums.
 */
export const orderedMatMul = (own: KernelFunc): KernelConfig => ({
  kernelName: 'BatchMatMul',
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { a, b } = inputs as Record<string, TensorInfo>;
    const few = 2 * (backend as WebGpuBackend).thresholdToIncreaseWorkgroups;
    if (!isLong(a, b, attrs as unknown as Attributes, few)) return own({ inputs, attrs, backend });
    tf.env().set(SETTING, SMALL_TILES);
    try {
      return own({ inputs, attrs, backend });
    } finally {
      tf.env().set(SETTING, OWN_CHOICE);
    }
  },
});
