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
 * Whether a device still does what it is told. The device only tells of its errors by events; they are kept here until
 * somebody asks. An error is thrown once, since the next operation may be fine; a device that is lost stays lost.
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

  /** Whether there is something that `check` throws. */
  get failed(): boolean {
    return this.error !== null || this.loss !== null;
  }

  /** Throws DeviceError for what the device has told since the last call. `what` says what was under way. */
  check(what: () => string): void {
    const { error, loss } = this;
    this.error = null;
    if (loss !== null) {
      throw new DeviceError(
        `the GPU was lost (${loss}) at ${what()}; open its models again; asked for again, a run goes on from its ` +
          'last checkpoint',
      );
    }
    if (error !== null) throw new DeviceError(`the GPU refused ${what()}: ${error}`);
  }
}
