import { existsSync, readdirSync } from 'node:fs';

const CHROMIUM = '/usr/lib/chromium/vk_swiftshader_icd.json';
const MESA = '/usr/share/vulkan/icd.d';

function mesaDriver(): string | null {
  if (!existsSync(MESA)) return null;
  const name = readdirSync(MESA).find((file) => /^lvp_icd.*\.json$/.test(file));
  return name ? `${MESA}/${name}` : null;
}

/**
 * Has Vulkan use a driver that computes on the processor, so that WebGPU's tests need no graphics card; one that
 * VK_DRIVER_FILES names stays. Gives its file, null where none is installed. Call it before a backend is prepared.
 */
export function useSoftwareDriver(): string | null {
  const driver = process.env.VK_DRIVER_FILES ?? (existsSync(CHROMIUM) ? CHROMIUM : mesaDriver());
  if (driver) process.env.VK_DRIVER_FILES = driver;
  return driver;
}
