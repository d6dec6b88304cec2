/** One process for each device: runs the command again for every GPU, which is then the only visible one. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

type Environment = NodeJS.ProcessEnv;

/**
 * The GPUs for TensorFlow: those of CUDA_VISIBLE_DEVICES, else all that nvidia-smi lists; empty on other backends.
 */
export function gpus(environment: Environment = process.env): string[] {
  const { CUDA_VISIBLE_DEVICES: visible, EARLY_EXIT_TENSORFLOW: variant, EARLY_EXIT_BACKEND } = environment;
  const lines = (text: string, mark: string) => text.split(mark).map((part) => part.trim());
  if (visible !== undefined) return lines(visible, ',').filter(Boolean);
  if (variant === 'cpu' || (EARLY_EXIT_BACKEND || 'tensorflow') !== 'tensorflow') return [];
  const listed = spawnSync('nvidia-smi', ['--query-gpu=index', '--format=csv,noheader'], {
    encoding: 'utf8',
  });
  return listed.status === 0 ? lines(listed.stdout, '\n').filter(Boolean) : [];
}

/**
 * Runs this command once for each device and prefixes each line of output with the device. Returns the largest exit
 * code. When `signal` is aborted, the processes are asked to stop.
 */
export async function onEachDevice(devices: readonly string[], signal: AbortSignal): Promise<number> {
  const codes = await Promise.all(devices.map((device) => onDevice(device, signal)));
  return Math.max(...codes);
}

function onDevice(device: string, signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, process.argv.slice(1), {
    env: { ...process.env, CUDA_VISIBLE_DEVICES: device },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', (line) => console.error(`[${device}] ${line}`));
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
