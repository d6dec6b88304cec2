import type { EncodedExample, Example } from '../types';

type Encode = (example: Example, maxLength: number) => EncodedExample;

/** Encodes an example once for each length, as long as something holds the example, such as its data set. */
export function encodedOnce(encode: Encode): Encode {
  const known = new WeakMap<Example, Map<number, EncodedExample>>();
  return (example, maxLength) => {
    const byLength = known.get(example) ?? new Map<number, EncodedExample>();
    const encoded = byLength.get(maxLength) ?? encode(example, maxLength);
    known.set(example, byLength.set(maxLength, encoded));
    return encoded;
  };
}
