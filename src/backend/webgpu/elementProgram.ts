import * as tf from '@tensorflow/tfjs-core';
import { FlatProgram } from './flatProgram';

const sizeOf = tf.util.sizeFromShape;

/** One invocation for each output value, or for several values at a time. `code` computes `result[index]`. */
export abstract class ElementProgram extends FlatProgram {
  readonly size = true;
  readonly uniforms: string = '';
  abstract readonly code: string;

  constructor(shaderKey: string, outputShape: number[], perInvocation = 1) {
    super(shaderKey, outputShape, sizeOf(outputShape) / perInvocation);
  }

  getUserCode(): string {
    return `
      ${this.readers}
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        ${this.code}
      }`;
  }
}

const VECTOR = 4;

/**
 * An elementwise program whose inputs have the shape of the output. `code` is valid for single values and for vectors
 * of four.
 */
export abstract class VectorProgram extends ElementProgram {
  readonly outputComponent: 1 | typeof VECTOR;

  constructor(shaderKey: string, outputShape: number[]) {
    const isWhole = sizeOf(outputShape) % VECTOR === 0;
    super(isWhole ? `${shaderKey}Vectors` : shaderKey, outputShape, isWhole ? VECTOR : 1);
    this.outputComponent = isWhole ? VECTOR : 1;
  }

  protected override get type(): string {
    return this.outputComponent === 1 ? 'f32' : 'vec4<f32>';
  }
}
