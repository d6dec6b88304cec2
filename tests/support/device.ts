import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** Where software drivers of Vulkan are found: Debian's chromium brings one. */
const softwareDrivers = ['/usr/lib/chromium/vk_swiftshader_icd.json'];

/** What WebGPU finds on this machine, as set-up's doctor asks for it. */
function hasAdapter(): boolean {
  const program = join(projectRoot(), 'environment', 'lib', 'webgpu.mjs');
  const { stdout } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  return stdout.trim() !== '' && stdout.trim() !== 'null';
}

/**
 * Chooses what the tests of this process run on, before a backend is opened: EARLY_EXIT_BACKEND, on the machine's own adapter
 * where it is WebGPU and there is one; or else WebGPU on a software driver where one is there, or on a GPU. Gives why they are to be skipped, or false.
 */
export function chooseDevice(): string | false {
  const asked = process.env.EARLY_EXIT_BACKEND;
  process.env.EARLY_EXIT_BACKEND ||= 'webgpu';
  if (process.env.EARLY_EXIT_BACKEND !== 'webgpu' || (asked && hasAdapter())) return false;
  const driver = softwareDrivers.find((file) => existsSync(file));
  if (driver) process.env.VK_DRIVER_FILES ||= driver;
  if (hasAdapter()) return false;
  return 'neither a GPU nor a software driver of Vulkan is here (Debian: apt-get install chromium libvulkan1)';
}
