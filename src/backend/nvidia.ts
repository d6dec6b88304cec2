/**
 * What the lab and its set-up both know of NVIDIA's side, typed: environment/lib/cuda.cjs, which set-up needs before
 * this is compiled.
 */
import { join } from 'node:path';
import { projectRoot } from '../paths';

/** A GPU as nvidia-smi lists it; memory in MiB, null what it does not tell. */
export interface Gpu {
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly driver: string | null;
  readonly memory: number | null;
  readonly free: number | null;
  readonly capability: string | null;
}

/** The GPUs, or in one line why nvidia-smi does not tell of any. */
export interface NvidiaSmi {
  readonly gpus: readonly Gpu[];
  readonly problem: string | null;
}

interface Nvidia {
  readonly cudaMajor: number;
  /** The oldest driver that the CUDA of TensorFlow's wheel runs on. */
  readonly minimumDriver: string;
  /** Names of the libraries that TensorFlow opens at run time: the driver's, and those that its wheel brings. */
  readonly driverLibraries: readonly string[];
  readonly libraries: readonly string[];
  driverIsThere(): boolean;
  isOlder(version: string, than: string): boolean;
  parseGpus(text: string): Gpu[];
  /** Starts nvidia-smi, which takes from a tenth of a second to some seconds. */
  askNvidiaSmi(): NvidiaSmi;
}

export const nvidia = (): Nvidia => require(join(projectRoot(), 'environment', 'lib', 'cuda.cjs'));
