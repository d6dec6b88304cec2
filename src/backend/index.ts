/** Chooses the tensor backend once a process, and says which it is and why. */
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

/** The backend in use. */
export interface Backend {
  readonly name: BackendName;
  readonly reason: string;
  /** `TensorFlow 2.21.0 on CPU (2 x Intel ...)`, for people and for records. */
  readonly description: string;
  readonly hardware: Hardware;
}

let prepared: Promise<Backend> | null = null;

/** Tells a reader of a notebook, besides, how to train on a GPU. */
function sayInNotebook(line: string): void {
  console.log([line, ...gpuAdvice].join('\n'));
}

/**
 * The backend of this process, prepared at the first call: EARLY_EXIT_BACKEND where it is set, else what set-up
 * chose. `say` is told once, also why a GPU that was asked for is not used. `hiddenSize`, of the encoder to be
 * trained, says how TensorFlow's threads are shared: as for the small one that ships where it is not told. Throws
 * LabError where the forced backend cannot be had; asked again, it tries again.
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

/** The next one to ask opens a backend again. */
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

/** What set-up found to work on this machine, and why. */
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
    throw new LabError(
      `the ${name} backend cannot be had here: ${messageOf(error).split('\n')[0]}; ${advice}`,
    );
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
