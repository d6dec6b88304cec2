import type { TensorFile } from '../encoders/safetensors';
import type { ExitRecord } from '../types';

/** What evaluations have beside the extras. */
const others = ['logits', 'labels'];

/**
 * What exits said beside their logits: the other tensors of an evaluation, [E, N, ...]. `nameOf` gives what a tensor is
 * called in the evaluation, or null for one that is not of it.
 */
export function readExtras(
  stored: TensorFile,
  nameOf: (tensor: string) => string | null,
): Pick<ExitRecord, 'extras'> {
  const named = stored.names.flatMap((tensor) => {
    const name = nameOf(tensor);
    return name === null || others.includes(name) ? [] : [[name, stored.floats(tensor)] as const];
  });
  if (named.length === 0) return {};
  const extras = named.map(([name, { shape, data }]) => [name, { shape: shape.slice(2), data }]);
  return { extras: Object.fromEntries(extras) };
}
