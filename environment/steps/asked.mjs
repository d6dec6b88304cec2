import { driverIsThere } from '../lib/cuda.cjs';
import { Failure } from '../lib/failure.mjs';
import { wheelCuda } from '../lib/wheel.mjs';

const backends = ['tensorflow', 'webgpu', 'wasm', 'cpu'];

/** EARLY_EXIT_BACKEND, or null if set-up chooses. */
export function forcedBackend() {
  const forced = process.env.EARLY_EXIT_BACKEND || null;
  if (forced && !backends.includes(forced)) {
    throw new Failure(`EARLY_EXIT_BACKEND: expected one of ${backends.join(', ')}, got '${forced}'`);
  }
  return forced;
}

/** TensorFlow is neither downloaded nor built if another backend is forced. */
export const tensorflowIsWanted = () => [null, 'tensorflow'].includes(forcedBackend());

/** Whether CUDA is wanted: EARLY_EXIT_TENSORFLOW=cpu|cuda; without it, whether there is an NVIDIA GPU. */
export function cudaIsAskedFor() {
  const asked = process.env.EARLY_EXIT_TENSORFLOW;
  if (asked && !['cpu', 'cuda'].includes(asked))
    throw new Failure(`EARLY_EXIT_TENSORFLOW: expected cpu or cuda, got '${asked}'`);
  return asked ? asked === 'cuda' : driverIsThere();
}

/**
 * 'cuda' or 'cpu'. An installed TensorFlow for CUDA stays unless the other one is asked for: it also runs without a
 * GPU, and machines with and without a GPU may share the clone.
 */
export function tensorflowVariant() {
  if (cudaIsAskedFor()) return 'cuda';
  return !process.env.EARLY_EXIT_TENSORFLOW && wheelCuda() !== null ? 'cuda' : 'cpu';
}
