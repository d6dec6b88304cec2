import { gpuInUse } from '../../src/backend/gpu';
import { type Gpu, nvidia } from '../../src/backend/nvidia';

/** The NVIDIA GPU that this process would use, as nvidia-smi lists it; or null. */
export const nvidiaGpu = (): Gpu | null =>
  gpuInUse(nvidia().askNvidiaSmi().gpus, process.env.CUDA_VISIBLE_DEVICES);

/** The GPU memory in use by all processes, in MiB, or null. A container does not show the memory of each process. */
export function nvidiaMemory(): number | null {
  const { memory = null, free = null } = nvidiaGpu() ?? {};
  return memory === null || free === null ? null : memory - free;
}
