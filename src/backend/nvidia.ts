/**
 * NVIDIA's facts, shared by the lab and its set-up: types for environment/lib/cuda.cjs, which set-up uses before the
 * TypeScript is compiled.
 */
import { join } from 'node:path';
import { projectRoot } from '../paths';

/** A GPU in nvidia-smi's list. Memory is in MiB; a value that nvidia-smi does not report is null. */
export interface Gpu {
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly driver: string | null;
  readonly memory: number | null;
  readonly free: number | null;
  readonly capability: string | null;
}

/** The GPUs, or in one line the reason why nvidia-smi lists none. */
export interface NvidiaSmi {
  readonly gpus: readonly Gpu[];
  readonly problem: string | null;
}

interface Nvidia {
  readonly cudaMajor: number;
  /** The oldest driver that supports the CUDA of TensorFlow's wheel. */
  readonly minimumDriver: string;
  /** Names of the libraries that TensorFlow opens at run time: those of the driver and those of its wheel. */
  readonly driverLibraries: readonly string[];
  readonly libraries: readonly string[];
  driverIsThere(): boolean;
  isOlder(version: string, than: string): boolean;
  parseGpus(text: string): Gpu[];
  /** Starts nvidia-smi, which can take some seconds. */
  askNvidiaSmi(): NvidiaSmi;
}

export const nvidia = (): Nvidia => require(join(projectRoot(), 'environment', 'lib', 'cuda.cjs'));
