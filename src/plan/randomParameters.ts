import { sizeOf } from '../encoders/safetensors-header';
import { type MultiExit, parameterShapes } from '../exits';
import type { Random } from '../text/random';

/** The number of random values, which are repeated: a prime, so that rows differ. */
const VALUES = 9973;

/** Values of the size of BERT's initial weights. They do not influence the time. */
export function randomParameters(model: MultiExit, random: Random): Record<string, Float32Array> {
  const values = Float32Array.from({ length: VALUES }, () => (random.uniform() - 0.5) / 15);
  const entries = Object.entries(parameterShapes(model)).map(([name, shape]) => {
    const filled = new Float32Array(sizeOf(shape));
    if (/norm\.weight$/i.test(name)) filled.fill(1);
    else if (shape.length > 1)
      for (let i = 0; i < filled.length; i += VALUES) filled.set(values.subarray(0, filled.length - i), i);
    return [name, filled];
  });
  return Object.fromEntries(entries);
}
