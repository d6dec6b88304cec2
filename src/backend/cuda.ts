/**
 * Why TensorFlow was asked to train on a GPU and does not: one line at the start of a process, from facts that tests
 * can plant.
 */
import { tensorflow } from '../ops/tensorflow';
import { type NvidiaSmi, nvidia } from './nvidia';
import { setUpRecord } from './setUpRecord';

type Environment = NodeJS.ProcessEnv;

/**
 * What is known of a machine where TensorFlow sees no GPU. What was not looked at, since the reason was found before,
 * is null.
 */
export interface CudaFacts {
  /** The TensorFlow that set-up installed. */
  readonly installed: 'cpu' | 'cuda';
  /** CUDA_VISIBLE_DEVICES, where it is set. */
  readonly visible: string | undefined;
  readonly driverLoaded: boolean;
  readonly smi: NvidiaSmi | null;
  /** What the loader says of the first CUDA library that it cannot open. */
  readonly unloadable: string | null;
}

/** The first of the reasons that holds, or null where none is known. */
function reasonOf({ installed, visible, driverLoaded, smi, unloadable }: CudaFacts): string | null {
  if (installed === 'cpu')
    return "set-up installed TensorFlow for the CPU, which 'EARLY_EXIT_TENSORFLOW=cuda npm run setup' changes";
  if (hidesAll(visible, smi)) return `CUDA_VISIBLE_DEVICES='${visible}' hides the GPUs`;
  if (!driverLoaded)
    return 'no NVIDIA driver is loaded, neither /proc/driver/nvidia/version nor /dev/nvidiactl is there';
  if (smi?.problem) return `nvidia-smi does not answer: ${smi.problem}`;
  return oldDriver(smi) ?? (unloadable && `a CUDA library cannot be loaded: ${unloadable}`);
}

/** CUDA reads the list up to the first entry that names no GPU. */
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
  return `the NVIDIA driver ${driver} is too old, CUDA ${cudaMajor} needs ${minimumDriver} or newer`;
}

/** The line for a person. */
export function cudaProblem(facts: CudaFacts): string {
  const reason = reasonOf(facts) ?? "its reason is in TensorFlow's log: TF_CPP_MIN_LOG_LEVEL=0";
  return `CUDA was asked for, but TensorFlow sees no GPU: ${reason}; it trains on the CPU.`;
}

/** What is known of this machine without starting or opening anything. */
const atFirstSight = (): Pick<CudaFacts, 'installed' | 'driverLoaded'> => ({
  installed: setUpRecord()?.variant ?? 'cuda',
  driverLoaded: nvidia().driverIsThere(),
});

/** Looks as far as is needed: nvidia-smi is started where a driver is loaded, libraries are opened where it answers. */
export function gatherFacts(environment: Environment = process.env, seen = atFirstSight()): CudaFacts {
  const first = { ...seen, visible: environment.CUDA_VISIBLE_DEVICES, smi: null, unloadable: null };
  if (reasonOf(first) !== null) return first;
  const second = { ...first, smi: nvidia().askNvidiaSmi() };
  if (reasonOf(second) !== null) return second;
  const { driverLibraries, libraries } = nvidia();
  return { ...second, unloadable: firstUnloadable([...driverLibraries, ...libraries]) };
}

/**
 * What the loader says of the first of these libraries that it cannot open, or null. Node opens the others and then
 * says that they are no addons of its own.
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

/** Whether EARLY_EXIT_TENSORFLOW asks for CUDA or, where it is not set, set-up installed TensorFlow for it. */
const isAskedFor = (environment: Environment): boolean =>
  (environment.EARLY_EXIT_TENSORFLOW || setUpRecord()?.variant) === 'cuda';

/**
 * The line to say where TensorFlow is the backend, was asked to use CUDA and does not; else null, and nothing is
 * looked at.
 */
export function cudaNotice(environment: Environment = process.env): string | null {
  const backend = tensorflow();
  if (!backend || backend.isUsingGpuDevice || !isAskedFor(environment)) return null;
  return cudaProblem(gatherFacts(environment));
}
