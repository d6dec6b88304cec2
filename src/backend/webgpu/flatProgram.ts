import type { Program, Uniforms } from './types';

const WORKGROUP = 64;

/** A shader with one invocation for each of `count` places. Its code defines `main(index : i32)`. */
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

  /**
   * The functions `xAt(i)` for every variable x. They convert the type, because a tensor that was cast to float32 may
   * still have integers in its buffer.
   */
  protected get readers(): string {
    const { type } = this;
    const reader = (x: string) => `fn ${x}At(i : i32) -> ${type} { return ${type}(${x}[i]); }`;
    return this.variableNames.map(reader).join('\n');
  }

  protected get type(): string {
    return 'f32';
  }
}

export const integers = (...values: number[]): Uniforms =>
  values.map((value) => ({ type: 'int32', data: [value] }));

/** float32 uniforms. */
export const numbers = (...values: number[]): Uniforms =>
  values.map((value) => ({ type: 'float32', data: [value] }));
