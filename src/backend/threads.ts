import { availableParallelism } from 'node:os';

/** The smallest hidden size for which all cores share each operation of an encoder. */
const WIDE = 256;

/** Whether the operations of an encoder are too small to be shared by all cores. */
export const isNarrow = (hiddenSize: number): boolean => hiddenSize < WIDE;

/** The number of TensorFlow's threads: TF_NUM_INTEROP_THREADS if it is set, else one for each core. */
export const threads = (): number => Number(process.env.TF_NUM_INTEROP_THREADS) || availableParallelism();

/**
 * Sets how many of TensorFlow's threads share one operation, unless TF_NUM_INTRAOP_THREADS is set. Call it before
 * TensorFlow is loaded. The operations of a narrow encoder are too small to be shared by all threads. Two operations
 * at the same time, each on half of the threads, are faster. In a wide encoder all threads share every operation.
 */
export function shareThreads(hiddenSize: number): void {
  const shared = isNarrow(hiddenSize) ? Math.max(1, Math.floor(threads() / 2)) : threads();
  process.env.TF_NUM_INTRAOP_THREADS ??= `${shared}`;
}
