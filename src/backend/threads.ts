import { availableParallelism } from 'node:os';

/** From this hidden size on, all cores share each operation of an encoder. */
const WIDE = 256;

/** Whether an encoder's operations are too small for all cores to share. */
export const isNarrow = (hiddenSize: number): boolean => hiddenSize < WIDE;

/** Threads that TensorFlow works with: TF_NUM_INTEROP_THREADS where it is set, else one for each core. */
export const threads = (): number => Number(process.env.TF_NUM_INTEROP_THREADS) || availableParallelism();

/**
 * Tells TensorFlow, which must not be loaded yet, how many of its threads share one operation; TF_NUM_INTRAOP_THREADS goes
 * before it. The operations of a narrow encoder are too small to be shared by all: two of them side by side, on half of
 * the threads each, are sooner done. On two cores a training step of 12 x 128 then takes 0.8 of the time, its batch in halves
 * that wait for nothing of each other, Multi-Model's, whose encoders do not, 0.7; a step of 12 x 768 would take 1.2 times as long.
 */
export function shareThreads(hiddenSize: number): void {
  const shared = isNarrow(hiddenSize) ? Math.max(1, Math.floor(threads() / 2)) : threads();
  process.env.TF_NUM_INTRAOP_THREADS ??= `${shared}`;
}
