/** The parts of WebGPU, of its implementation in Node and of TensorFlow.js's backend that the lab uses. */
import type { DataType, GPUData, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

export type Limits = Readonly<Record<string, number>>;

export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** Of a driver that computes on the processor. */
  readonly isFallbackAdapter: boolean;
}

export interface Adapter {
  readonly info: AdapterInfo;
  readonly limits: Limits;
  requestDevice(descriptor: { readonly requiredLimits: Limits }): Promise<Device>;
}

/** A device and the errors it tells of: `uncapturederror` in the middle of the call that caused it, `lost` once. */
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

/** A compute shader as the backend runs it. */
export interface Program {
  readonly outputShape: number[];
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number];
  readonly dispatchLayout: { readonly x: number[] };
  dispatch: [number, number, number];
  shaderKey: string;
  readonly uniforms?: string;
  readonly size?: boolean;
  /** How many values an element of its buffers has. */
  readonly outputComponent?: number;
  getUserCode(): string;
}

export type Uniforms = { readonly type: 'int32' | 'float32'; readonly data: number[] }[];

/** What the backend knows of its memory, in bytes; free buffers by size and usage. */
export interface BufferManager {
  readonly numBytesUsed: number;
  numBytesAllocated: number;
  numFreeBuffers: number;
  readonly freeBuffers: Map<string, { readonly size: number; destroy(): void }[]>;
  acquireBuffer(size: number, usage: number): object;
}

/** A tensor's numbers: on the host, on the device, or nowhere yet. */
export interface TensorData {
  readonly dtype: DataType;
  values: ArrayLike<number> | null;
  resource?: object | null;
}

/** TensorFlow.js's backend. */
export interface WebGpuBackend extends KernelBackend {
  readonly device: Device;
  readonly bufferManager: BufferManager;
  /** Of products: those of fewer workgroups are computed another way. */
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
  /** Sends the operations that wait. */
  submitQueue(): void;
}

export type WebGpuBackendClass = new (device: Device, info: AdapterInfo) => WebGpuBackend;
