import { derivedSeed, seededRandom } from '../text/random';
import { sizeOf } from './safetensors-header';

/**
 * Initial values as in BERT: weights from N(0, deviation²), biases 0, scales of norms 1. They are a function of seed
 * and name, so a parameter does not depend on the other parameters.
 */
export function drawn(name: string, shape: readonly number[], deviation: number, seed: number): Float32Array {
  if (name.endsWith('.bias')) return new Float32Array(sizeOf(shape));
  if (/norm\.weight$/i.test(name)) return new Float32Array(sizeOf(shape)).fill(1);
  const random = seededRandom(derivedSeed(seed, 'initial', name));
  return Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal());
}
