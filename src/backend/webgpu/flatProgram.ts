import type { Program, Uniforms } from './types';

const WORKGROUP = 64;

/** A shader with one invocation for each of `count` places. Its code is the body of `main(index : i32)`. */
export abstract class FlatProgram implements Program {
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  readonly dispatchLayout = { x: [0] };
  dispatch: [number, number, number];
  abstract readonly variableNames: string[];
  abstract readonly uniforms: string;

  constructor(
    public shaderKey: string,
    readonly outputShape: number[],
    count: number,
  ) {
    this.dispatch = [Math.ceil(count / WORKGROUP), 1, 1];
  }

  abstract getUserCode(): string;

  /** `xAt(i)` for a variable x: what was cast to float32 may lie in its buffer as integers still. */
  protected get readers(): string {
    return this.variableNames.map((x) => `fn ${x}At(i : i32) -> f32 { return f32(${x}[i]); }`).join('\n');
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** One invocation for each value of the output: `code` computes `result[index]`. */
export abstract class ElementProgram extends FlatProgram {
  readonly size = true;
  readonly uniforms: string = '';
  abstract readonly code: string;

  constructor(shaderKey: string, outputShape: number[]) {
    super(shaderKey, outputShape, sizeOf(outputShape));
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

/** One invocation for each row of x [..., width]: `code` reads x from `start` to `end`, which belong to `row`. */
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

/** Rows and width of a tensor [..., width]. */
export function rowsOf({ shape }: { readonly shape: readonly number[] }): [number, number] {
  return [sizeOf(shape.slice(0, -1)), shape[shape.length - 1]];
}

export const integers = (...values: number[]): Uniforms =>
  values.map((value) => ({ type: 'int32', data: [value] }));

/** float32 */
export const numbers = (...values: number[]): Uniforms =>
  values.map((value) => ({ type: 'float32', data: [value] }));
