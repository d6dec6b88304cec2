import * as tf from '@tensorflow/tfjs-core';

/**
 * Does synchronous work on the backend that is plain JavaScript, and goes back to the one in use. Its numbers are the
 * same on every machine: doubles of IEEE 754, rounded to float32 after every operation.
 */
export function inPlainJavaScript<T>(work: () => T): T {
  require('@tensorflow/tfjs');
  const before = tf.getBackend();
  void tf.setBackend('cpu');
  keepQuiet(tf.backend() as { firstUse?: boolean });
  try {
    return work();
  } finally {
    if (before) void tf.setBackend(before);
  }
}

/** The backend advises at its first use to install a faster one, which is not wanted here. */
function keepQuiet(backend: { firstUse?: boolean }): void {
  backend.firstUse = false;
}
