/** How each backend is brought up. They are loaded when asked for: TensorFlow alone is 800 MB. */
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { repairWasmKernels } from './wasmKernels';

export const backendNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** tfjs-node calls two functions that Node 23 removed. */
function restoreUtilities(): void {
  const util: Record<string, unknown> = require('node:util');
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

/** Native `import()`, which the compiler would turn into `require`. */
const importModule = new Function('specifier', 'return import(specifier)') as (
  specifier: string,
) => Promise<Record<string, unknown>>;

async function openWebGpu(): Promise<void> {
  const { create, globals } = (await importModule('webgpu')) as {
    create(options: string[]): { requestAdapter(): Promise<unknown> };
    globals: object;
  };
  const gpu = create([]);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  if (!(await gpu.requestAdapter())) throw new Error('no GPU adapter was found (Vulkan, Metal or D3D12)');
  require('@tensorflow/tfjs-backend-webgpu');
}

function openWasm(): void {
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out/'));
}

const openers: Record<BackendName, () => void | Promise<void>> = {
  tensorflow: () => {
    restoreUtilities();
    require('@tensorflow/tfjs-node-gpu');
  },
  webgpu: openWebGpu,
  wasm: openWasm,
  cpu: () => undefined,
};

/** Makes `name` the backend in use. Throws with the reason where it cannot be had; never falls back. */
export async function openBackend(name: BackendName): Promise<void> {
  require('@tensorflow/tfjs');
  await openers[name]();
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name) throw new Error('it did not initialise');
  await tf.ready();
  if (name === 'wasm') repairWasmKernels();
}
