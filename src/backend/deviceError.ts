import { LabError } from '../errors';

/** A GPU refused an operation or was lost. The result of the operation does not exist. */
export class DeviceError extends LabError {
  override name = 'DeviceError';
}
