import { LabError } from '../errors';

/** Thrown where a GPU refused an operation or was lost. What the operation was to compute does not exist. */
export class DeviceError extends LabError {
  override name = 'DeviceError';
}
