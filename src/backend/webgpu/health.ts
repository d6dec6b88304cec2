import { DeviceError } from '../deviceError';
import type { Device } from './types';

const firstLines = (message: string): string =>
  message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ');

/**
 * Records the errors of a device. The device reports errors only by events; they are kept here until `check` is
 * called. An error is thrown once, since the next operation may succeed. The loss of a device is thrown at every
 * call.
 */
export class DeviceHealth {
  private error: string | null = null;
  private loss: string | null = null;

  constructor(device: Device, onLost: () => void) {
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      const { error } = event;
      this.error ??= `${error.constructor.name}: ${firstLines(error.message)}`;
    });
    void device.lost.then(({ reason, message }) => {
      this.loss = `${reason}: ${firstLines(message)}`;
      onLost();
    });
  }

  /** Whether `check` would throw. */
  get failed(): boolean {
    return this.error !== null || this.loss !== null;
  }

  /** Throws DeviceError if the device reported an error since the last call. `what` names the current operation. */
  check(what: () => string): void {
    const { error, loss } = this;
    this.error = null;
    if (loss !== null) {
      throw new DeviceError(
        `the GPU was lost (${loss}) at ${what()}; open its models again; a run that is requested again continues ` +
          'from its last checkpoint',
      );
    }
    if (error !== null) throw new DeviceError(`the GPU refused ${what()}: ${error}`);
  }
}
