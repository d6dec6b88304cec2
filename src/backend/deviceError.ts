import { LabError } from '../errors';

/** Thrown where the GPU refused an operation or was lost: nothing that it computed since may be believed. */
export class DeviceError extends LabError {
  override name = 'DeviceError';
}
