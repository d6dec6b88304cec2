import type { BufferManager } from './types';

/** Free buffers of so many bytes are always kept. */
const ALWAYS_KEPT = 64 * 2 ** 20;

/**
 * Gives back the buffers that wait to be used again once they take more than what is used at most. The backend keeps
 * each for a tensor of the very same size. Every batch has its own number of tokens, so that a GPU would fill up.
 */
export function freeBuffers(manager: Omit<BufferManager, 'acquireBuffer'>, mostUsed: number): void {
  const free = manager.numBytesAllocated - manager.numBytesUsed;
  if (free <= Math.max(mostUsed, ALWAYS_KEPT)) return;
  for (const buffers of manager.freeBuffers.values()) {
    for (const { size } of buffers) manager.numBytesAllocated -= size;
    manager.numFreeBuffers -= buffers.length;
    for (const buffer of buffers.splice(0)) buffer.destroy();
  }
}
