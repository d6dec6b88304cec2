import type { TensorInfo } from '@tensorflow/tfjs-core';
import { ElementProgram } from '../elementProgram';
import { integers } from '../flatProgram';
import type { WebGpuBackend } from '../types';

/** x [..., rows, columns] -> [..., columns, rows]. */
class Transposition extends ElementProgram {
  readonly variableNames = ['x'];
  override readonly uniforms = 'rows : i32, columns : i32,';
  readonly code = `
    let row = index % uniforms.rows;
    let column = index / uniforms.rows % uniforms.columns;
    let matrix = index / uniforms.rows / uniforms.columns;
    result[index] = xAt((matrix * uniforms.rows + row) * uniforms.columns + column);`;
}

/** Transposes the matrices of x [..., rows, columns]. */
export function transposed(gpu: WebGpuBackend, x: TensorInfo): TensorInfo {
  const [rows, columns] = x.shape.slice(-2);
  const program = new Transposition('transposition', [...x.shape.slice(0, -2), columns, rows]);
  return gpu.runWebGPUProgram(program, [x], 'float32', integers(rows, columns));
}
