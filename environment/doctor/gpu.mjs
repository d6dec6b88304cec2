import { askNvidiaSmi, cudaMajor, isOlder, minimumDriver } from '../lib/cuda.cjs';
import { isDone } from '../lib/steps.mjs';
import { findAdapter } from '../lib/webgpu.mjs';
import { wheelCuda } from '../lib/wheel.mjs';
import { cudaIsAskedFor } from '../steps/asked.mjs';
import { npmPackages } from '../steps/npm.mjs';
import { fine, gigabytes, missing, trouble } from './finding.mjs';

const ofMemory = (mebibytes) => (mebibytes === null ? 'not known' : gigabytes(mebibytes * 2 ** 20));

const gpuLine = ({ index, name, memory, free, capability }) =>
  `${index}: ${name}, memory ${ofMemory(memory)}, free ${ofMemory(free)}, compute capability ` +
  `${capability ?? 'not known'}`;

/** The driver and the wheel's CUDA, then a line for each GPU. */
export function gpu() {
  const { gpus, problem } = askNvidiaSmi();
  const asked = cudaIsAskedFor();
  if (problem && !asked) return fine('no NVIDIA GPU; the CPU is used');
  if (problem)
    return trouble(
      `CUDA is selected, but nvidia-smi does not answer: ${problem}`,
      'install the NVIDIA driver, or EARLY_EXIT_TENSORFLOW=cpu',
    );
  const [{ driver }] = gpus;
  const cuda = wheelCuda();
  const wheel = cuda ? `TensorFlow for CUDA ${cuda}` : 'no TensorFlow for CUDA installed';
  const what = [`driver ${driver ?? 'not known'}, ${wheel}`, ...gpus.map(gpuLine)].join('\n');
  if (!asked || !driver || !isOlder(driver, minimumDriver)) return fine(what);
  return trouble(
    what,
    `CUDA ${cudaMajor} needs the driver ${minimumDriver} or newer: install one, or EARLY_EXIT_TENSORFLOW=cpu`,
  );
}

/** The adapter, and the limits that a training step reaches first. */
export async function webgpu() {
  if (!isDone(npmPackages)) return missing('not there');
  const { problem, info, limits } = await findAdapter();
  if (problem && process.env.EARLY_EXIT_BACKEND === 'webgpu')
    return trouble('selected, but there is no adapter', problem);
  if (problem) return fine('no adapter; EARLY_EXIT_BACKEND=webgpu npm run doctor says why');
  const driver = info.isFallbackAdapter ? ', a software driver' : '';
  return fine(
    `${[info.device, info.description].filter(Boolean).join(', ') || info.vendor}${driver}\n` +
      `largest buffer ${gigabytes(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize))}, ` +
      `${limits.maxStorageBuffersPerShaderStage} buffers an operation, ` +
      `${limits.maxComputeInvocationsPerWorkgroup} invocations a workgroup`,
  );
}
