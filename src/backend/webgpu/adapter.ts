import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LabError } from '../../errors';
import { projectRoot } from '../../paths';
import { importModule } from '../importModule';
import { inBytes, largestBuffer } from './limits';
import type { Adapter, AdapterInfo, Limits } from './types';

interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

let gpu: Gpu | undefined;

/** Dawn's WebGPU, put where TensorFlow.js looks for a browser's. It must live as long as its devices. */
async function openGpu(): Promise<Gpu> {
  const dawn = await importModule<{ create(options: string[]): Gpu; globals: object }>('webgpu');
  const created = dawn.create([]);
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: created }, configurable: true });
  return created;
}

/** What set-up's doctor says of a machine without an adapter. */
async function whyNone(): Promise<string> {
  const file = pathToFileURL(join(projectRoot(), 'environment', 'lib', 'webgpu.mjs')).href;
  const { findAdapter } = await importModule<{ findAdapter(): Promise<{ problem?: string }> }>(file);
  const { problem } = await findAdapter();
  return problem ?? 'no adapter was given, though another process was given one; try again';
}

/** The fastest adapter of this machine. Throws LabError: libvulkan, the driver, or what the driver lacks. */
export async function findAdapter(): Promise<Adapter> {
  gpu ??= await openGpu();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter) return adapter;
  throw new LabError(await whyNone());
}

/** All limits of an adapter, which are those that a device is asked for. */
export function limitsOf({ limits }: Adapter): Limits {
  const all: Record<string, number> = {};
  for (const name in limits) all[name] = limits[name];
  return all;
}

/** `NVIDIA H100, NVIDIA: 570.86.15`; of a software driver it says so. */
export function describeAdapter({ device, description, vendor, isFallbackAdapter }: AdapterInfo): string {
  const name = [device, description].filter((part) => part !== '').join(', ') || vendor;
  return isFallbackAdapter ? `${name}, a software driver` : name;
}

/** What a record keeps of the adapter that it was made on. */
export function adapterFacts({ info, limits }: Adapter): Record<string, string> {
  return {
    adapter: describeAdapter(info),
    largestBuffer: inBytes(largestBuffer(limits)),
    buffersPerOperation: `${limits.maxStorageBuffersPerShaderStage}`,
  };
}
