import { sizeOf } from './safetensors-header';

/** The strides of a tensor whose elements are in row-major order. */
export function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)));
}

/**
 * The elements of a view in row-major order. `bytes` starts with the first element of the view, and element
 * [i, j, ...] is number i·strides[0] + j·strides[1] + ... in it.
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
  const [from, into] = [new Uint8Array(bytes), new Uint8Array(sizeOf(shape) * width)];
  let next = 0;
  const copy = (axis: number, start: number): void => {
    if (axis === shape.length) {
      for (let i = 0; i < width; i++) into[next++] = from[start * width + i];
      return;
    }
    for (let i = 0; i < shape[axis]; i++) copy(axis + 1, start + i * strides[axis]);
  };
  copy(0, 0);
  return into.buffer;
}
