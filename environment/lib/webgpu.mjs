import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isMain } from './main.mjs';

/**
 * The WebGPU adapter of this machine. Dawn, the implementation of WebGPU in Node, prints on stderr why it finds no
 * adapter and does not return the reason. Therefore this file also runs as a separate process, whose output is read.
 */

/** The properties of an object of Dawn's, which has them on its prototype. */
function plain(object) {
  const properties = {};
  for (const name in object) properties[name] = object[name];
  return properties;
}

/** The adapter's description and limits, or null. */
async function requestAdapter() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  return adapter && { info: plain(adapter.info), limits: plain(adapter.limits) };
}

/** Runs this file and returns its stdout and stderr. */
function ask() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    const words = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].on('data', (chunk) => {
        words[name] += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', () => resolve(words));
  });
}

const software =
  "to try it without a GPU: Debian's chromium and libvulkan1 bring a software driver, " +
  'VK_DRIVER_FILES=/usr/lib/chromium/vk_swiftshader_icd.json names it';

/** The reason why there is no adapter, from Dawn's output, and what to do. */
export function explainNoAdapter(stderr) {
  const warnings = stderr
    .split('\n')
    .map((line) => line.match(/^Warning: (.*)$/)?.[1].trim())
    .filter((warning) => warning);
  const library = warnings.find((warning) => /couldn't load vulkan/i.test(warning));
  if (library)
    return `libvulkan is not there (${library}); install it, on Debian and Ubuntu: apt-get install libvulkan1`;
  const file = warnings.map((warning) => warning.match(/failed to open json file (\S+)/i)?.[1]).find(Boolean);
  if (file)
    return `the driver that VK_DRIVER_FILES names cannot be opened (${file}); name another file, or unset the variable`;
  const lacking = warnings.find((warning) =>
    /\b(required|unsupported|not supported|too old)\b/i.test(warning),
  );
  if (lacking)
    return `the Vulkan driver lacks what WebGPU needs (${lacking}); install a newer driver of your GPU; ${software}`;
  return (
    "there is no Vulkan driver for a GPU; install your GPU's (NVIDIA's has Vulkan in it; for AMD and " +
    'Intel, on Debian ' +
    `and Ubuntu: apt-get install mesa-vulkan-drivers); ${software}`
  );
}

/** The WebGPU adapter of this machine as { info, limits }; or { problem }: why there is none, and what to do. */
export async function findAdapter() {
  const { stdout, stderr } = await ask();
  const adapter = stdout.trim() === '' ? null : JSON.parse(stdout);
  return adapter ?? { problem: explainNoAdapter(stderr) };
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await requestAdapter()));
