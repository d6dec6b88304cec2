import type { BufferManager } from './types';

/** Up to this many bytes of free buffers are always kept. */
const ALWAYS_KEPT = 64 * 2 ** 20;

/**
 * Destroys the free buffers if they take more memory than the peak use. The backend keeps each free buffer for a
 * tensor of exactly the same size. Every batch has its own number of tokens, so free buffers would fill the GPU.
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
