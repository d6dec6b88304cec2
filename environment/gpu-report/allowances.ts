import type { DeviceKind } from './device';

/** The work for one kind of device: sides of products, and the time limits of measurements and parts, in seconds. */
export interface Allowance {
  readonly proof: number;
  readonly sides: readonly number[];
  readonly productSeconds: number;
  readonly stepSeconds: number;
  readonly stepLimit: number;
  readonly parityLimit: number;
}

export const allowances: Readonly<Record<DeviceKind, Allowance>> = {
  gpu: {
    ...{ proof: 4096, sides: [1024, 2048, 4096, 8192], productSeconds: 8, stepSeconds: 8, stepLimit: 90 },
    parityLimit: 150,
  },
  processor: {
    ...{ proof: 1024, sides: [1024, 2048, 4096], productSeconds: 10, stepSeconds: 12, stepLimit: 90 },
    parityLimit: 150,
  },
  software: {
    ...{ proof: 512, sides: [512, 1024], productSeconds: 15, stepSeconds: 60, stepLimit: 200 },
    parityLimit: 280,
  },
};
