/** The parts that the lab uses of WebGPU, of its implementation in Node and of TensorFlow.js's backend. */
import type { DataType, GPUData, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

export type Limits = Readonly<Record<string, number>>;

export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** Whether the driver computes on the processor. */
  readonly isFallbackAdapter: boolean;
}

export interface Adapter {
  readonly info: AdapterInfo;
  readonly limits: Limits;
  requestDevice(descriptor: { readonly requiredLimits: Limits }): Promise<Device>;
}

/** A device and its errors. `uncapturederror` arrives during the call that caused it. `lost` resolves once. */
export interface Device {
  readonly limits: Limits;
  readonly queue: { writeBuffer(buffer: object, offset: number, data: Float32Array | Int32Array): void };
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: UncapturedError) => void): void;
  destroy(): void;
}

export interface UncapturedError {
  readonly error: { readonly message: string };
  preventDefault(): void;
}

/** A compute shader in the form that the backend runs. */
export interface Program {
  readonly outputShape: number[];
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number];
  readonly dispatchLayout: { readonly x: number[] };
  dispatch: [number, number, number];
  shaderKey: string;
  readonly uniforms?: string;
  readonly size?: boolean;
  /** The number of values in an element of its buffers. */
  readonly outputComponent?: number;
  getUserCode(): string;
}

export type Uniforms = { readonly type: 'int32' | 'float32'; readonly data: number[] }[];

/** The backend's account of its memory, in bytes. Free buffers are listed by size and usage. */
export interface BufferManager {
  readonly numBytesUsed: number;
  numBytesAllocated: number;
  numFreeBuffers: number;
  readonly freeBuffers: Map<string, { readonly size: number; destroy(): void }[]>;
  acquireBuffer(size: number, usage: number): object;
}

/** The data of a tensor: on the host, on the device, or not computed yet. */
export interface TensorData {
  readonly dtype: DataType;
  values: ArrayLike<number> | null;
  resource?: object | null;
}

/** TensorFlow.js's backend. */
export interface WebGpuBackend extends KernelBackend {
  readonly device: Device;
  readonly bufferManager: BufferManager;
  /** Products with fewer workgroups use another algorithm. */
  readonly thresholdToIncreaseWorkgroups: number;
  runWebGPUProgram(
    program: Program,
    inputs: TensorInfo[],
    dtype: DataType,
    uniforms?: Uniforms,
    output?: TensorInfo,
  ): TensorInfo;
  makeTensorInfo(shape: number[], dtype: DataType): TensorInfo;
  readonly tensorMap: { get(dataId: object): TensorData; has(dataId: object): boolean };
  uploadToGPU(dataId: object): void;
  read(dataId: object): Promise<Float32Array | Int32Array>;
  readSync(dataId: object): Float32Array | Int32Array;
  readToGPU(dataId: object): GPUData;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  /** Sends the pending operations. */
  submitQueue(): void;
}

export type WebGpuBackendClass = new (device: Device, info: AdapterInfo) => WebGpuBackend;
