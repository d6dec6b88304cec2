import * as tf from '@tensorflow/tfjs-core';
import { FlatProgram } from './flatProgram';

/**
 * One invocation for each row of x [..., width]. `code` reads the values of `row`, which are those from `start` to
 * `end`.
 */
export abstract class RowProgram extends FlatProgram {
  readonly uniforms: string = 'rows : i32, width : i32,';
  abstract readonly code: string;

  constructor(shaderKey: string, outputShape: number[], rows: number) {
    super(shaderKey, outputShape, rows);
  }

  getUserCode(): string {
    return `
      ${this.readers}
      fn main(row : i32) {
        if (row >= uniforms.rows) { return; }
        let start = row * uniforms.width;
        let end = start + uniforms.width;
        ${this.code}
      }`;
  }
}

/** The number of rows and the width of a tensor [..., width]. */
export function rowsOf({ shape }: { readonly shape: readonly number[] }): [number, number] {
  return [tf.util.sizeFromShape(shape.slice(0, -1)), shape[shape.length - 1]];
}
