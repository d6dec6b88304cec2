import { availableParallelism } from 'node:os';

/** From this hidden size on, all cores share each operation of an encoder. */
const WIDE = 256;

/** Threads that TensorFlow works with: TF_NUM_INTEROP_THREADS where it is set, else one for each core. */
export const threads = (): number => Number(process.env.TF_NUM_INTEROP_THREADS) || availableParallelism();

/**
 * Tells TensorFlow, which must not be loaded yet, how many of its threads share one operation; TF_NUM_INTRAOP_THREADS goes
 * before it. The operations of a narrow encoder are too small to be shared by all: two of them side by side, on half of
 * the threads each, are sooner done. On two cores a training step of 12 x 128 then takes 0.9 of the time, Multi-Model's, whose
 * encoders wait for nothing of each other, 0.7; a step of 12 x 768 would take 1.2 times as long.
 */
export function shareThreads(hiddenSize: number): void {
  const shared = hiddenSize < WIDE ? Math.max(1, Math.floor(threads() / 2)) : threads();
  process.env.TF_NUM_INTRAOP_THREADS ??= `${shared}`;
}
