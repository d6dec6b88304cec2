import * as tf from '@tensorflow/tfjs-core';
import { completeJavaScriptKernels } from './javaScriptKernels';

/** The fields in which the engine of tfjs keeps the current backend, or a backend that is being opened. */
interface InUse {
  backendName: string;
  backendInstance: object | null;
  pendingBackendInit: Promise<boolean> | null;
  profiler: object;
}

/**
 * Runs synchronous work on the plain JavaScript backend and then restores the current backend, even if that backend
 * is still being opened. The results are the same on every machine: doubles of IEEE 754, rounded to float32 after
 * every operation.
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

/** Suppresses the backend's advice, at its first use, to install a faster backend. */
function keepQuiet(backend: { firstUse?: boolean }): void {
  backend.firstUse = false;
}
