/** Chooses the tensor backend once in each process, and reports the choice and its reason. */
import { arch, cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { messageOf } from '../files';
import type { TensorflowBackend } from '../ops/tensorflow';
import { gpuAdvice } from './advice';
import { cudaNotice } from './cuda';
import { type BackendName, backendNames, type Hardware, openBackend } from './open';
import { setUpRecord } from './setUpRecord';
import { shareThreads, threads } from './threads';

export type { BackendName };
export { threads };

/** The current backend. */
export interface Backend {
  readonly name: BackendName;
  readonly reason: string;
  /** Such as `TensorFlow 2.21.0 on CPU (2 x Intel ...)`, for people and for records. */
  readonly description: string;
  readonly hardware: Hardware;
}

let prepared: Promise<Backend> | null = null;

/** Prints the line and the advice on GPUs in a notebook. */
function sayInNotebook(line: string): void {
  console.log([line, ...gpuAdvice].join('\n'));
}

/**
 * The backend of this process, opened at the first call. EARLY_EXIT_BACKEND chooses it; if it is not set, the choice
 * of set-up holds. `say` is called once with the choice and, if a requested GPU is not used, the reason. `hiddenSize`
 * is the width of the encoder to train, which decides how TensorFlow shares its threads. Throws LabError if the
 * backend cannot be opened; the next call tries again.
 */
export function prepareBackend(
  say: (line: string) => void = sayInNotebook,
  hiddenSize = 128,
): Promise<Backend> {
  prepared ??= choose(hiddenSize).then(
    (backend) => {
      const lines = [`Backend: ${backend.description}; ${backend.reason}.`, cudaNotice()];
      say(lines.filter((line) => line !== null).join('\n'));
      return backend;
    },
    (error) => {
      forget();
      throw error;
    },
  );
  return prepared;
}

/** Makes the next call of `prepareBackend` open a backend again. */
function forget(): void {
  prepared = null;
}

async function choose(hiddenSize: number): Promise<Backend> {
  shareThreads(hiddenSize);
  const forced = process.env.EARLY_EXIT_BACKEND;
  if (forced) return open(knownName(forced), 'EARLY_EXIT_BACKEND asks for it');
  const { backend, reason } = setupChoice();
  return open(backend, reason);
}

function knownName(name: string): BackendName {
  const found = backendNames.find((known) => known === name);
  if (found) return found;
  throw new LabError(`EARLY_EXIT_BACKEND: expected one of ${backendNames.join(', ')}, got '${name}'`);
}

/** The backend that set-up chose for this machine, and the reason. */
function setupChoice(): { backend: BackendName; reason: string } {
  const recorded = setUpRecord();
  const backend = backendNames.find((known) => known === recorded?.backend);
  if (recorded && backend) return { backend, reason: recorded.reason };
  return { backend: 'tensorflow', reason: 'set-up has not run, so it is tried first' };
}

async function open(name: BackendName, reason: string): Promise<Backend> {
  try {
    const hardware = await openBackend(name, forget);
    return { name, reason, hardware, description: describe(name, hardware) };
  } catch (error) {
    const advice =
      name === 'wasm' ? 'run npm run doctor' : 'run npm run doctor, or leave EARLY_EXIT_BACKEND out';
    throw new LabError(`the ${name} backend cannot be opened: ${messageOf(error).split('\n')[0]}; ${advice}`);
  }
}

function describe(name: BackendName, { adapter }: Hardware): string {
  const processors = `${cpus().length} x ${cpus()[0]?.model.trim() ?? arch()}`;
  if (name === 'tensorflow') {
    const { binding, isUsingGpuDevice } = tf.backend() as unknown as TensorflowBackend;
    return `TensorFlow ${binding.TF_Version} on ${isUsingGpuDevice ? 'GPU' : `CPU (${processors})`}`;
  }
  if (name === 'webgpu') return `WebGPU on ${adapter}`;
  return `${name === 'wasm' ? 'WebAssembly' : 'plain JavaScript'} (${processors})`;
}
