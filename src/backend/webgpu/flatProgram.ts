import type { Program } from './types';

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
}
