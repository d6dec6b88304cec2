import { derivedSeed, type Random, seededRandom } from '../text/random';
import { sizeOf } from './safetensors-header';

/**
 * Initial values as in BERT: weights from N(0, deviation²), biases 0, scales of norms 1. They are a function of seed
 * and name, so a parameter does not depend on the other parameters.
 */
export const drawn = (
  name: string,
  shape: readonly number[],
  deviation: number,
  seed: number,
): Float32Array => initially(name, shape, seed, ({ normal }) => deviation * normal());

/** Initial values as `drawn`, where a weight beyond `most` deviations is drawn again. */
export const drawnWithin = (
  name: string,
  shape: readonly number[],
  deviation: number,
  most: number,
  seed: number,
): Float32Array =>
  initially(name, shape, seed, ({ normal }) => {
    let value = normal();
    while (Math.abs(value) > most) value = normal();
    return deviation * value;
  });

function initially(
  name: string,
  shape: readonly number[],
  seed: number,
  weight: (random: Random) => number,
): Float32Array {
  if (name.endsWith('.bias')) return new Float32Array(sizeOf(shape));
  if (/norm\.weight$/i.test(name)) return new Float32Array(sizeOf(shape)).fill(1);
  const random = seededRandom(derivedSeed(seed, 'initial', name));
  return Float32Array.from({ length: sizeOf(shape) }, () => weight(random));
}
