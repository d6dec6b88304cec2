import * as tf from '@tensorflow/tfjs-core';
import { completeJavaScriptKernels } from './javaScriptKernels';

/** What the engine of tfjs keeps of the backend in use, or of one that is on its way. */
interface InUse {
  backendName: string;
  backendInstance: object | null;
  pendingBackendInit: Promise<boolean> | null;
  profiler: object;
}

/**
 * Does synchronous work on the backend that is plain JavaScript, and goes back to the one in use, also where that is
 * still being opened. Its numbers are the same on every machine: doubles of IEEE 754, rounded to float32 after every
 * operation.
 */
export function inPlainJavaScript<T>(work: () => T): T {
  require('@tensorflow/tfjs');
  completeJavaScriptKernels();
  const engine = tf.engine() as unknown as InUse;
  const { backendName, backendInstance, pendingBackendInit, profiler } = engine;
  engine.pendingBackendInit = null;
  try {
    void tf.setBackend('cpu');
    keepQuiet(tf.backend() as { firstUse?: boolean });
    return work();
  } finally {
    Object.assign(engine, { backendName, backendInstance, pendingBackendInit, profiler });
  }
}

/** The backend advises at its first use to install a faster one, which is not wanted here. */
function keepQuiet(backend: { firstUse?: boolean }): void {
  backend.firstUse = false;
}
