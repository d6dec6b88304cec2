import { isNarrow, threads } from '../backend/threads';
import { type MultiExit, members } from '../exits';
import { tensorflow } from '../ops/tensorflow';

/**
 * In how many parts the examples of a batch go through the encoder; they meet at every exit, so no loss sees them. The
 * operations of one narrow encoder follow each other and are too small to keep two cores busy: with two parts side by
 * side a training step of 12 x 128 takes 0.78 of the time on two cores (on one, 1.1 times as long). Separate encoders
 * (Multi-Model) run side by side as they are, wide ones share every operation among all cores, and a GPU wants fewer and
 * larger operations.
 */
export function partsOf(model: MultiExit): number {
  const backend = tensorflow();
  const cores = backend && !backend.isUsingGpuDevice ? threads() : 1;
  const alone = isNarrow(model.encoder.width) && members(model).length === 1;
  return alone && cores > 1 ? 2 : 1;
}
