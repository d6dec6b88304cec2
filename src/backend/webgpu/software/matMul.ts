/**
 * BatchMatMul for drivers that compute on the processor. Such drivers emulate shared memory and barriers slowly. Here
 * each invocation computes its own tile of the product. Neighbouring invocations read neighbouring columns of b,
 * which such a driver loads together.
 */
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { filled } from '../filled';
import { FlatProgram, integers } from '../flatProgram';
import type { WebGpuBackend } from '../types';
import { transposed } from './transpose';

/** The number of rows, and of columns, of a tile. */
const TILE = 8;

const places = Array.from({ length: TILE }, (_, i) => i);
const each = (code: (i: number) => string): string => places.map(code).join('\n');
const pairs = (code: (i: number, j: number) => string): string => each((i) => each((j) => code(i, j)));

/** The sizes of a product of a [batch, rows, inner] or [batch, inner, rows] and b [batch, inner, columns]. */
interface Sizes {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/**
 * Row i of a tile is the first row plus i. Column j is the first column plus j·stripe, where a stripe is 1/TILE of
 * the columns.
 */
class TiledProduct extends FlatProgram {
  readonly variableNames = ['a', 'b'];
  readonly uniforms =
    `rows : i32, columns : i32, inner : i32, batches : i32, batchesOfA : i32, batchesOfB : i32,
    rowStep : i32, innerStep : i32,`;

  constructor({ batch, rows, columns }: Sizes) {
    const tiles = batch * Math.ceil(rows / TILE) * Math.ceil(columns / TILE);
    super('tiledProduct', [batch, rows, columns], tiles);
  }

  getUserCode(): string {
    return `
      ${this.readers}
      fn main(index : i32) {
        let stripe = (uniforms.columns + ${TILE - 1}) / ${TILE};
        let tileRows = (uniforms.rows + ${TILE - 1}) / ${TILE};
        let column = index % stripe;
        let row = index / stripe % tileRows * ${TILE};
        let batch = index / stripe / tileRows;
        if (batch >= uniforms.batches) { return; }
        let ofA = batch % uniforms.batchesOfA * uniforms.rows * uniforms.inner;
        let ofB = batch % uniforms.batchesOfB * uniforms.columns * uniforms.inner;
        ${each((i) => `var a${i} = ofA + min(row + ${i}, uniforms.rows - 1) * uniforms.rowStep;`)}
        ${each((j) => `var b${j} = ofB + min(column + ${j} * stripe, uniforms.columns - 1);`)}
        ${pairs((i, j) => `var sum${i}${j} = 0.0;`)}
        for (var k = 0; k < uniforms.inner; k++) {
          ${each((i) => `let x${i} = aAt(a${i}); a${i} += uniforms.innerStep;`)}
          ${each((j) => `let y${j} = bAt(b${j}); b${j} += uniforms.columns;`)}
          ${pairs((i, j) => `sum${i}${j} += x${i} * y${j};`)}
        }
        let start = (batch * uniforms.rows + row) * uniforms.columns + column;
        ${pairs(
          (i, j) => `if (row + ${i} < uniforms.rows && column + ${j} * stripe < uniforms.columns) {
          result[start + ${i} * uniforms.columns + ${j} * stripe] = sum${i}${j};
        }`,
        )}
      }`;
  }
}

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const product = tf.util.sizeFromShape;

/**
 * The product of a [..., rows, inner] and b [..., inner, columns]. Each can be transposed, and batch dimensions are
 * broadcast. TensorFlow.js multiplies integers.
 */
export const softwareMatMul = (own: KernelFunc): KernelConfig => ({
  kernelName: 'BatchMatMul',
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const gpu = backend as WebGpuBackend;
    const { a, b } = inputs as Record<string, TensorInfo>;
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return own({ inputs, attrs, backend });
    const { transposeA, transposeB } = attrs as unknown as Attributes;
    const batches = [a, b].map(({ shape }) => shape.slice(0, -2));
    const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(batches[0], batches[1]);
    const [rows, inner] = matrixOf(a, transposeA);
    const [innerOfB, columns] = matrixOf(b, transposeB);
    tf.util.assert(inner === innerOfB, () => `matMul of [${a.shape}] and [${b.shape}]: inner sizes differ`);
    const shape = [...batchShape, rows, columns];
    if (product(shape) === 0 || inner === 0) return filled(gpu, shape, 0);
    const sizes = { batch: product(batchShape), rows, columns, inner };
    const uniforms = integers(
      ...[rows, columns, inner, sizes.batch, ...batches.map(product)],
      ...(transposeA ? [1, rows] : [inner, 1]),
    );
    const straight = transposeB ? transposed(gpu, b) : b;
    const { dataId } = gpu.runWebGPUProgram(new TiledProduct(sizes), [a, straight], 'float32', uniforms);
    if (transposeB) gpu.disposeData(straight.dataId);
    return { dataId, shape, dtype: 'float32' };
  },
});

/** Rows and columns of the matrices of a batch, after a possible transpose. */
function matrixOf({ shape }: TensorInfo, isTransposed: boolean): number[] {
  const sizes = shape.slice(-2);
  return isTransposed ? sizes.reverse() : sizes;
}
