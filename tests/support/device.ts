import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** SwiftShader, a driver of Vulkan that computes on the processor: Debian's chromium brings it. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** What WebGPU finds on this machine, as set-up's doctor asks for it. */
function hasAdapter(): boolean {
  const program = join(projectRoot(), 'environment', 'lib', 'webgpu.mjs');
  const { stdout } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  return stdout.trim() !== '' && stdout.trim() !== 'null';
}

/**
 * Why WebGPU cannot be tested here, or false. Where EARLY_EXIT_BACKEND asks for it, it is tested on the GPU of the
 * machine, if it has one; elsewhere on the software driver, which computes alike on every machine.
 */
export function withoutWebGpu(): string | false {
  if (process.env.EARLY_EXIT_BACKEND === 'webgpu' && hasAdapter()) return false;
  if (existsSync(SOFTWARE_DRIVER)) process.env.VK_DRIVER_FILES ||= SOFTWARE_DRIVER;
  if (hasAdapter()) return false;
  return 'neither a GPU nor a software driver of Vulkan is here (Debian: apt-get install chromium libvulkan1)';
}

/**
 * Chooses what the tests of this process run on, before a backend is opened: what EARLY_EXIT_BACKEND names, or else
 * WebGPU. Gives why they are to be skipped, or false.
 */
export function chooseDevice(): string | false {
  const { EARLY_EXIT_BACKEND: asked } = process.env;
  if (asked && asked !== 'webgpu') return false;
  const missing = withoutWebGpu();
  process.env.EARLY_EXIT_BACKEND = 'webgpu';
  return missing;
}
