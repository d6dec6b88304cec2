import { isNarrow, threads } from '../backend/threads';
import { type MultiExit, members } from '../exits';
import { tensorflow } from '../ops/tensorflow';

/**
 * The number of parts into which a batch is split for the encoder. The parts are joined at every exit, so a loss sees
 * the whole batch. The operations of one narrow encoder are sequential and too small for two cores, so two parts run at
 * the same time. Separate encoders (Multi-Model) already run at the same time. Wide encoders share every operation
 * among all cores. A GPU is faster with fewer and larger operations.
 */
export function partsOf(model: MultiExit): number {
  const backend = tensorflow();
  const cores = backend && !backend.isUsingGpuDevice ? threads() : 1;
  const alone = isNarrow(model.encoder.width) && members(model).length === 1;
  return alone && cores > 1 ? 2 : 1;
}
