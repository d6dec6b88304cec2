import { LabError } from '../errors';
import { firstNotFinite } from '../finite';
import type { StoredTensor, TensorFile } from './tensorFile';

/**
 * A tensor of floats. Throws LabError if an element is NaN or infinite. The error names the tensor and the index;
 * `advice` says what to do.
 */
export function finiteFloats(stored: TensorFile, name: string, advice: string): StoredTensor<Float32Array> {
  const tensor = stored.floats(name);
  const at = firstNotFinite(tensor.data);
  if (at < 0) return tensor;
  const bad = tensor.data.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
  throw new LabError(
    `${stored.file}: expected finite numbers in the tensor '${name}', got ${tensor.data[at]} at ` +
      `[${placeOf(at, tensor.shape).join(', ')}]; ${bad} of ${tensor.data.length} are NaN or infinite; ${advice}`,
  );
}

/** The advice for damaged weights. */
export const WEIGHTS_ADVICE =
  'the file is damaged, or it was saved after training diverged; use another file';

/** The indices of the element at position `at` in row-major order. */
function placeOf(at: number, shape: readonly number[]): number[] {
  return shape.reduceRight<{ rest: number; place: number[] }>(
    ({ rest, place }, size) => ({ rest: Math.floor(rest / size), place: [rest % size, ...place] }),
    { rest: at, place: [] },
  ).place;
}
