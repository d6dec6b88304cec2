/**
 * Explains in one line, at the start of a process, why TensorFlow does not train on a GPU although it was asked to.
 * Tests can supply the facts.
 */
import { tensorflow } from '../ops/tensorflow';
import { type NvidiaSmi, nvidia } from './nvidia';
import { setUpRecord } from './setUpRecord';

type Environment = NodeJS.ProcessEnv;

/** The facts about a machine on which TensorFlow sees no GPU. A fact is null if an earlier fact was reason enough. */
export interface CudaFacts {
  /** The TensorFlow that set-up installed. */
  readonly installed: 'cpu' | 'cuda';
  /** The value of CUDA_VISIBLE_DEVICES, undefined if it is not set. */
  readonly visible: string | undefined;
  readonly driverLoaded: boolean;
  readonly smi: NvidiaSmi | null;
  /** The error of the dynamic loader for the first CUDA library that it cannot open. */
  readonly unloadable: string | null;
}

/** The first reason that applies, or null if none does. */
function reasonOf({ installed, visible, driverLoaded, smi, unloadable }: CudaFacts): string | null {
  if (installed === 'cpu')
    return "set-up installed TensorFlow for the CPU; run 'EARLY_EXIT_TENSORFLOW=cuda npm run setup' to change this";
  if (hidesAll(visible, smi)) return `CUDA_VISIBLE_DEVICES='${visible}' hides the GPUs`;
  if (!driverLoaded)
    return 'no NVIDIA driver is loaded: neither /proc/driver/nvidia/version nor /dev/nvidiactl exists';
  if (smi?.problem) return `nvidia-smi does not answer: ${smi.problem}`;
  return oldDriver(smi) ?? (unloadable && `a CUDA library cannot be loaded: ${unloadable}`);
}

/** Whether the list hides all GPUs. CUDA ignores the list from the first entry that names no GPU. */
function hidesAll(visible: string | undefined, smi: NvidiaSmi | null): boolean {
  if (visible === undefined) return false;
  const first = visible.split(',')[0].trim();
  if (/^(GPU|MIG)-/.test(first)) return false;
  return !/^\d+$/.test(first) || (!!smi?.gpus.length && Number(first) >= smi.gpus.length);
}

function oldDriver(smi: NvidiaSmi | null): string | null {
  const { minimumDriver, cudaMajor, isOlder } = nvidia();
  const driver = smi?.gpus[0]?.driver;
  if (!driver || !isOlder(driver, minimumDriver)) return null;
  return `the NVIDIA driver ${driver} is too old: CUDA ${cudaMajor} needs ${minimumDriver} or newer`;
}

/** The line that a person reads. */
export function cudaProblem(facts: CudaFacts): string {
  const reason = reasonOf(facts) ?? "TensorFlow's log gives the reason (TF_CPP_MIN_LOG_LEVEL=0)";
  return `CUDA was asked for, but TensorFlow sees no GPU: ${reason}; it trains on the CPU.`;
}

/** The facts that need no process and no library. */
const atFirstSight = (): Pick<CudaFacts, 'installed' | 'driverLoaded'> => ({
  installed: setUpRecord()?.variant ?? 'cuda',
  driverLoaded: nvidia().driverIsThere(),
});

/**
 * Gathers facts until one is reason enough. It starts nvidia-smi only if a driver is loaded, and opens libraries only
 * if nvidia-smi answers.
 */
export function gatherFacts(environment: Environment = process.env, seen = atFirstSight()): CudaFacts {
  const first = { ...seen, visible: environment.CUDA_VISIBLE_DEVICES, smi: null, unloadable: null };
  if (reasonOf(first) !== null) return first;
  const second = { ...first, smi: nvidia().askNvidiaSmi() };
  if (reasonOf(second) !== null) return second;
  const { driverLibraries, libraries } = nvidia();
  return { ...second, unloadable: firstUnloadable([...driverLibraries, ...libraries]) };
}

/**
 * The loader's error for the first of these libraries that it cannot open, or null. Node opens the other libraries
 * and then reports that they are no addons; this report is not an error here.
 */
export function firstUnloadable(names: readonly string[]): string | null {
  for (const name of names) {
    try {
      process.dlopen({ exports: {} }, name);
    } catch (error) {
      const { message } = error as Error;
      if (!message.startsWith('Module did not self-register')) return message.split('\n')[0];
    }
  }
  return null;
}

/** Whether EARLY_EXIT_TENSORFLOW asks for CUDA. If it is not set, what set-up installed decides. */
const isAskedFor = (environment: Environment): boolean =>
  (environment.EARLY_EXIT_TENSORFLOW || setUpRecord()?.variant) === 'cuda';

/**
 * The line to show if TensorFlow is the backend and was asked to use CUDA but does not. In all other cases it is
 * null, and no facts are gathered.
 */
export function cudaNotice(environment: Environment = process.env): string | null {
  const backend = tensorflow();
  if (!backend || backend.isUsingGpuDevice || !isAskedFor(environment)) return null;
  return cudaProblem(gatherFacts(environment));
}
