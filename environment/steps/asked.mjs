import { driverIsThere } from '../lib/cuda.cjs';
import { Failure } from '../lib/failure.mjs';
import { wheelCuda } from '../lib/wheel.mjs';

const backends = ['tensorflow', 'webgpu', 'wasm', 'cpu'];

/** EARLY_EXIT_BACKEND, or null where the machine decides. */
export function forcedBackend() {
  const forced = process.env.EARLY_EXIT_BACKEND || null;
  if (forced && !backends.includes(forced)) {
    throw new Failure(`EARLY_EXIT_BACKEND: expected one of ${backends.join(', ')}, got '${forced}'`);
  }
  return forced;
}

/** Where another backend is forced, TensorFlow is neither fetched nor built. */
export const tensorflowIsWanted = () => [null, 'tensorflow'].includes(forcedBackend());

/** Whether EARLY_EXIT_TENSORFLOW=cpu|cuda asks for CUDA, or where it is not set an NVIDIA GPU of this machine does. */
export function cudaIsAskedFor() {
  const asked = process.env.EARLY_EXIT_TENSORFLOW;
  if (asked && !['cpu', 'cuda'].includes(asked))
    throw new Failure(`EARLY_EXIT_TENSORFLOW: expected cpu or cuda, got '${asked}'`);
  return asked ? asked === 'cuda' : driverIsThere();
}

/**
 * 'cuda' or 'cpu'. TensorFlow for CUDA stays where it is installed and nobody asks for the other: it runs without a
 * GPU too, and machines with and without one may share the clone.
 */
export function tensorflowVariant() {
  if (cudaIsAskedFor()) return 'cuda';
  return !process.env.EARLY_EXIT_TENSORFLOW && wheelCuda() !== null ? 'cuda' : 'cpu';
}
