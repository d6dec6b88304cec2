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

/** Installs Dawn's WebGPU where TensorFlow.js expects the WebGPU of a browser. It must live as long as its devices. */
async function openGpu(): Promise<Gpu> {
  const dawn = await importModule<{ create(options: string[]): Gpu; globals: object }>('webgpu');
  const created = dawn.create([]);
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: created }, configurable: true });
  return created;
}

/** The diagnosis of set-up's doctor for a machine without an adapter. */
async function whyNone(): Promise<string> {
  const file = pathToFileURL(join(projectRoot(), 'environment', 'lib', 'webgpu.mjs')).href;
  const { findAdapter } = await importModule<{ findAdapter(): Promise<{ problem?: string }> }>(file);
  const { problem } = await findAdapter();
  return problem ?? 'this process got no adapter, although another process got one; try again';
}

/**
 * The fastest adapter of this machine. Throws LabError if there is none. The error names the missing part: libvulkan,
 * the driver, or a feature of the driver.
 */
export async function findAdapter(): Promise<Adapter> {
  gpu ??= await openGpu();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter) return adapter;
  throw new LabError(await whyNone());
}

/** All limits of an adapter. A device is requested with the same limits. */
export function limitsOf({ limits }: Adapter): Limits {
  const all: Record<string, number> = {};
  for (const name in limits) all[name] = limits[name];
  return all;
}

/** Such as `NVIDIA H100, NVIDIA: 570.86.15`. The text marks a software driver. */
export function describeAdapter({ device, description, vendor, isFallbackAdapter }: AdapterInfo): string {
  const name = [device, description].filter((part) => part !== '').join(', ') || vendor;
  return isFallbackAdapter ? `${name}, a software driver` : name;
}

/** The facts about the adapter that a record keeps. */
export function adapterFacts({ info, limits }: Adapter): Record<string, string> {
  return {
    adapter: describeAdapter(info),
    largestBuffer: inBytes(largestBuffer(limits)),
    buffersPerOperation: `${limits.maxStorageBuffersPerShaderStage}`,
  };
}
