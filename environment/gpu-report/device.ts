import { availableParallelism, cpus } from 'node:os';
import { prepareBackend } from '../../src/backend';
import { tensorflow } from '../../src/ops/tensorflow';
import { nvidiaGpu } from './nvidia';

/** The backends of a report. */
export const reportBackends = ['tensorflow', 'webgpu'] as const;
export type ReportBackend = (typeof reportBackends)[number];

/** A GPU, a software driver in place of a GPU, or the processor itself. */
export type DeviceKind = 'gpu' | 'software' | 'processor';

/** The device of a backend on this machine. */
export interface ReportDevice {
  readonly backend: ReportBackend;
  readonly kind: DeviceKind;
  /** `NVIDIA H100 PCIe, driver 570.86.15`. */
  readonly name: string;
  /** The backend's description of itself. */
  readonly description: string;
  readonly hardware: Readonly<Record<string, string>>;
}

const SOFTWARE = /software driver|swiftshader|llvmpipe|lavapipe/i;

/** The widest setting of `prepareBackend`: all threads share each operation. */
export const WIDEST = Number.POSITIVE_INFINITY;

/** Opens the backend of EARLY_EXIT_BACKEND for wide operations. Throws LabError if it is not available. */
export async function openDevice(): Promise<ReportDevice> {
  const { name: backend, description, hardware } = await prepareBackend(console.error, WIDEST);
  if (backend === 'webgpu') {
    const kind = SOFTWARE.test(hardware.adapter) ? 'software' : 'gpu';
    return { backend, kind, name: hardware.adapter, description, hardware };
  }
  const onGpu = tensorflow()?.isUsingGpuDevice ?? false;
  const name = onGpu ? gpuName() : processorName();
  return { backend: 'tensorflow', kind: onGpu ? 'gpu' : 'processor', name, description, hardware };
}

function gpuName(): string {
  const gpu = nvidiaGpu();
  return gpu ? `${gpu.name}, driver ${gpu.driver ?? 'unknown'}` : 'a GPU that nvidia-smi does not tell of';
}

const processorName = (): string => `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? process.arch}`;

/** `webgpu on SwiftShader, a software driver: computed on the processor`. */
export function deviceInWords({ backend, kind, name }: ReportDevice): string {
  const on = `${backend} on ${name}`;
  if (kind === 'processor') return `${on}, the processor, no GPU`;
  return kind === 'software' ? `${on}: computed on the processor` : on;
}
