/** How each backend is opened. A backend is loaded only on request, because TensorFlow is large. */
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { completeJavaScriptKernels } from './javaScriptKernels';
import { repairWasmKernels } from './wasmKernels';
import { openWebGpu } from './webgpu/open';

export const backendNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** The hardware of a backend by name of the fact, for records. */
export type Hardware = Readonly<Record<string, string>>;

/** tfjs-node calls two functions that Node 23 removed. */
function restoreUtilities(): void {
  const util: Record<string, unknown> = require('node:util');
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

function openTensorflow(): void {
  restoreUtilities();
  require('@tensorflow/tfjs-node-gpu');
}

function openWasm(): void {
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out/'));
}

const openers: Record<BackendName, (onLost: () => void) => undefined | Hardware | Promise<Hardware>> = {
  tensorflow: () => void openTensorflow(),
  webgpu: openWebGpu,
  wasm: () => void openWasm(),
  cpu: () => void completeJavaScriptKernels(),
};

/**
 * Makes `name` the current backend. Throws an error with the reason if it cannot be opened; there is no fallback.
 * `onLost` is called when the device is lost; the backend can then be opened again.
 */
export async function openBackend(name: BackendName, onLost: () => void): Promise<Hardware> {
  require('@tensorflow/tfjs');
  const hardware = await openers[name](onLost);
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name) throw new Error('it did not initialise');
  await tf.ready();
  if (name === 'wasm') repairWasmKernels();
  return hardware ?? {};
}
