import type { TensorFile } from '../encoders/tensorFile';
import { mapValues } from '../named';
import type { ExitRecord, RecordedExtra } from '../types';

/** The tensors of an evaluation that are not extras. */
const others = ['logits', 'labels'];

/**
 * Reads the extras of an evaluation, [E, N, ...]. `nameOf` gives the name of a tensor in the evaluation, or null for a
 * tensor of another one.
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

/** The outputs of a record as tensors of a file: logits [E, N, C] and extras [E, N, ...], by name. */
export function outputTensors({ depths, labels, classes, logits, extras = {} }: ExitRecord): {
  readonly [name: string]: RecordedExtra;
} {
  const cells = [depths.length, labels.length];
  return {
    logits: { shape: [...cells, classes], data: logits },
    ...mapValues(extras, ({ shape, data }) => ({ shape: [...cells, ...shape], data })),
  };
}
