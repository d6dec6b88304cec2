/** ONNX Runtime for Node and for Python, which `npm run onnx-runtimes` installs. */
import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

const installed = join(projectRoot(), '.venv', 'onnx', 'node_modules');
const python = join(projectRoot(), '.venv', 'bin', 'python');
const stamp = join(projectRoot(), '.venv', '.early-exit', 'onnx');

/** The reason why a test of ONNX Runtime cannot run here, or false. */
export const withoutOnnx = existsSync(stamp)
  ? false
  : 'ONNX Runtime is not installed; npm run onnx-runtimes installs it';

/** A tensor of ONNX Runtime. */
export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array;
  readonly dims: readonly number[];
}

type Named = { readonly [name: string]: OnnxTensor };

export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Named): Promise<Named>;
}

interface OnnxRuntime {
  readonly Tensor: new (
    type: string,
    data: Float32Array | BigInt64Array,
    dims: readonly number[],
  ) => OnnxTensor;
  readonly InferenceSession: { create(model: Uint8Array): Promise<OnnxSession> };
}

/** The runtime in this process. */
export const onnxRuntime = (): OnnxRuntime => createRequire(join(installed, 'x'))('onnxruntime-node');

/** One line of a program that runs an exported model. */
export interface Answered {
  readonly index: number;
  readonly label: string | number;
  readonly exit: number;
  readonly score: number;
}

/** The commands of the two programs in an exported folder. */
export const programs: { readonly [language: string]: readonly [command: string, file: string] } = {
  Node: [process.execPath, 'run.mjs'],
  Python: [python, 'run.py'],
};

/** Runs a program of an exported folder on lines of text. */
export function runProgram(
  folder: string,
  language: string,
  words: readonly string[],
  lines: readonly string[],
) {
  const [command, file] = programs[language];
  const link = join(folder, 'node_modules');
  if (!existsSync(link)) symlinkSync(installed, link);
  const input = `${lines.join('\n')}\n`;
  const { status, stdout, stderr } = spawnSync(command, [file, ...words], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  const answers = stdout
    .split('\n')
    .filter(Boolean)
    .map((line): Answered => JSON.parse(line));
  return { status, stderr, answers };
}
