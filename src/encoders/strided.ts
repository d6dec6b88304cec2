import { sizeOf } from './safetensors-header';

/** Arrays whose elements have this many bytes. They copy numbers of any type bit by bit. */
const arrays: { readonly [width: number]: (buffer: ArrayBuffer) => { [at: number]: number | bigint } } = {
  1: (buffer) => new Uint8Array(buffer),
  2: (buffer) => new Uint16Array(buffer),
  4: (buffer) => new Uint32Array(buffer),
  8: (buffer) => new BigUint64Array(buffer),
};

/** The strides of a tensor whose elements are in row-major order. */
export function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)));
}

/**
 * The elements of a view in row-major order. `bytes` starts with the first element of the view, and element
 * [i, j, ...] is number i·strides[0] + j·strides[1] + ... in it. An element has `width` bytes: 1, 2, 4 or 8.
 */
export function gathered(
  bytes: ArrayBuffer,
  shape: readonly number[],
  strides: readonly number[],
  width: number,
): ArrayBuffer {
  const usual = rowMajor(shape);
  if (sizeOf(shape) === 0) return new ArrayBuffer(0);
  if (shape.every((size, i) => size === 1 || strides[i] === usual[i])) return bytes;
  const buffer = new ArrayBuffer(sizeOf(shape) * width);
  const [from, into] = [bytes, buffer].map(arrays[width]);
  const last = shape.length - 1;
  let next = 0;
  const copy = (axis: number, start: number): void => {
    if (axis < last) for (let i = 0; i < shape[axis]; i++) copy(axis + 1, start + i * strides[axis]);
    else for (let i = 0; i < shape[last]; i++) into[next++] = from[start + i * strides[last]];
  };
  copy(0, 0);
  return buffer;
}
