/** The GPU that TensorFlow trains on, for records. */
import { type Gpu, nvidia } from './nvidia';
import { setUpRecord } from './setUpRecord';

/**
 * The first GPU in TensorFlow's order: the first entry of CUDA_VISIBLE_DEVICES, which is an index or the beginning of
 * a UUID. An entry for a part of a GPU (MIG-...) matches only if the machine has one GPU.
 */
export function gpuInUse(gpus: readonly Gpu[], visible: string | undefined): Gpu | null {
  const first = visible?.split(',')[0].trim() || '0';
  const named = gpus.find(({ index, uuid }) =>
    /^\d+$/.test(first) ? index === Number(first) : uuid.startsWith(first),
  );
  return named ?? (gpus.length === 1 ? gpus[0] : null);
}

/** The known facts among `gpu`, `driver`, `cuda` and `gpuMemory`. It starts nvidia-smi. */
export function describeGpu(visible = process.env.CUDA_VISIBLE_DEVICES): Record<string, string> {
  const gpu = gpuInUse(nvidia().askNvidiaSmi().gpus, visible);
  const known = {
    gpu: gpu?.name,
    driver: gpu?.driver,
    cuda: setUpRecord()?.cuda,
    gpuMemory: gpu?.memory ? `${Math.round(gpu.memory / 1024)} GiB` : null,
  };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => !!entry[1]));
}
