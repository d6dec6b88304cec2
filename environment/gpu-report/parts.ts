/** The parts of a report. */

import { durationText } from '../../src/experiments/pace';
import type { BenchSize } from '../bench/sizes';
import { allowances } from './allowances';
import type { ReportBackend, ReportDevice } from './device';
import { reportSizes, shapeOf, sizesOf } from './sizes';

/** The work of a child process. */
export type Work =
  | { readonly kind: 'device' | 'doctor' | 'grids' }
  | { readonly kind: 'proof'; readonly side: number; readonly seconds: number }
  | { readonly kind: 'products'; readonly sides: readonly number[]; readonly seconds: number }
  | { readonly kind: 'speed' | 'pytorch'; readonly size: BenchSize; readonly seconds: number }
  | { readonly kind: 'parity'; readonly device: ReportDevice; readonly files: string }
  | { readonly kind: 'notebook'; readonly backend: ReportBackend };

/** One part of a report, which runs in a separate process. Times are in seconds. */
export interface Part {
  /** The name of the part and of the file with its result. */
  readonly name: string;
  readonly title: string;
  readonly work: Work;
  readonly device?: ReportDevice;
  readonly environment?: Readonly<Record<string, string>>;
  /** The part starts only if at least this much of the budget is left. */
  readonly needs: number;
  /** The part is stopped after this time. */
  readonly limit: number;
  /** The reason why the part does not apply to this machine. */
  readonly leftOut?: string;
}

const on = (device: ReportDevice) => ({ device, environment: { EARLY_EXIT_BACKEND: device.backend } });

/** All parts of a report on these devices, the most informative first. `torch` tells whether PyTorch is available. */
export function planParts(devices: readonly ReportDevice[], torch: boolean, testsOf: TestsOf): Part[] {
  const each = (make: (device: ReportDevice) => Part[]) => devices.flatMap(make);
  return [
    { name: 'doctor', title: 'the doctor', work: { kind: 'doctor' }, needs: 5, limit: 60 },
    ...each(proofParts),
    ...each(productParts),
    ...reportSizes.slice(0, 2).flatMap((size) => each((device) => [speedPart(device, size)])),
    ...each((device) => parityParts(device, testsOf(device))),
    ...reportSizes.slice(2).flatMap((size) => each((device) => [speedPart(device, size)])),
    { name: 'grids', title: "the profiles' grids", work: { kind: 'grids' }, needs: 10, limit: 60 },
    ...each((device) => [notebookPart(device)]),
    ...pyTorchParts(devices, torch),
  ];
}

/** Returns a fingerprint of the tests of a device. */
export type TestsOf = (device: ReportDevice) => string;

function proofParts(device: ReportDevice): Part[] {
  const { proof: side } = allowances[device.kind];
  const work = { kind: 'proof', side, seconds: 3 } as const;
  const title = `where a product of ${side} x ${side} is computed by ${device.backend}`;
  const proof: Part = {
    ...{ name: `proof-${device.backend}`, title, work, ...on(device), needs: 10, limit: 90 },
  };
  if (device.kind !== 'gpu' || device.backend !== 'tensorflow') return [proof];
  const environment = { ...on(device).environment, CUDA_VISIBLE_DEVICES: '-1' };
  const processor = { ...proof, name: 'proof-processor', environment };
  return [proof, { ...processor, title: 'the same product without the GPU' }];
}

function productParts(device: ReportDevice): Part[] {
  const { sides, productSeconds: seconds } = allowances[device.kind];
  const title = `matrix products by ${device.backend}`;
  const work = { kind: 'products', sides, seconds } as const;
  return [{ name: `products-${device.backend}`, title, work, ...on(device), needs: 10, limit: 60 }];
}

function speedPart(device: ReportDevice, size: BenchSize): Part {
  const { stepSeconds: seconds, stepLimit: limit } = allowances[device.kind];
  const fits = sizesOf(device.kind).includes(size);
  return {
    name: `speed-${device.backend}-${size.name}`,
    title: `training steps of ${shapeOf(size)}, ${size.batch} x ${size.tokens} tokens, by ${device.backend}`,
    work: { kind: 'speed', size, seconds },
    ...on(device),
    ...{ needs: Math.min(limit, 1.5 * seconds), limit },
    ...(!fits && {
      leftOut:
        `too large for a ${device.kind === 'software' ? 'software driver' : 'processor'} in the time of a ` +
        'report',
    }),
  };
}

/** On CUDA the tests run twice: with the settings of training, which use TF32 on many GPUs, and without TF32. */
function parityParts(device: ReportDevice, files: string): Part[] {
  const { backend, kind } = device;
  const title = `tests against PyTorch's numbers on ${backend}`;
  const none = files === '' && { leftOut: 'there are no test files device-*.test.ts for it' };
  const part: Part = {
    ...{ name: `parity-${backend}`, title, work: { kind: 'parity', device, files }, ...on(device) },
    ...{ needs: 40, limit: allowances[kind].parityLimit, ...none },
  };
  if (kind !== 'gpu' || backend !== 'tensorflow') return [part];
  const environment = { ...on(device).environment, NVIDIA_TF32_OVERRIDE: '0' };
  return [part, { ...part, name: `${part.name}${WITHOUT_TF32}`, title: `${title}, TF32 off`, environment }];
}

/** The suffix of the name of a part without TF32. */
export const WITHOUT_TF32 = '-float32';

function notebookPart(device: ReportDevice): Part {
  const { backend, kind } = device;
  const limit = 240;
  const slow = `on a software driver it takes far longer than the ${durationText(limit)} that it would have`;
  return {
    ...{
      name: `notebook-${backend}`,
      title: `notebook 0 on ${backend}`,
      work: { kind: 'notebook', backend },
    },
    ...{ ...on(device), needs: kind === 'gpu' ? 60 : 120, limit },
    ...(kind === 'software' && { leftOut: slow }),
  };
}

/** PyTorch, if it is available, is timed on the sizes of the fastest kind of device here. */
function pyTorchParts(devices: readonly ReportDevice[], torch: boolean): Part[] {
  const onGpu = devices.some(({ kind }) => kind === 'gpu');
  const seconds = allowances[onGpu ? 'gpu' : 'processor'].stepSeconds;
  const none = 'no Python with torch and transformers was found; EARLY_EXIT_TORCH_PYTHON names one';
  return sizesOf(onGpu ? 'gpu' : 'processor').map((size) => ({
    ...{
      name: `pytorch-${size.name}`,
      title: `PyTorch's steps of ${shapeOf(size)}, ${size.batch} x ${size.tokens} tokens`,
    },
    ...{ work: { kind: 'pytorch', size, seconds }, needs: 3 * seconds, limit: 90 },
    ...(!torch && { leftOut: none }),
  }));
}
