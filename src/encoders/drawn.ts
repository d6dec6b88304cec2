import { derivedSeed, seededRandom } from '../text/random';
import { sizeOf } from './safetensors-header';

/**
 * First values as BERT draws them: N(0, deviation²), biases 0, LayerNorm scales 1. They follow from the seed and the
 * name, so that a parameter does not depend on which others there are.
 */
export function drawn(name: string, shape: readonly number[], deviation: number, seed: number): Float32Array {
  if (name.endsWith('.bias')) return new Float32Array(sizeOf(shape));
  if (name.endsWith('LayerNorm.weight')) return new Float32Array(sizeOf(shape)).fill(1);
  const random = seededRandom(derivedSeed(seed, 'initial', name));
  return Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal());
}
