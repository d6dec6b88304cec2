import { LabError } from '../errors';
import type { ExitOutput, Place, Seen } from '../types';

/**
 * The outputs of all exits before this one. Throws LabError if the exits have separate encoders and so do not see each
 * other.
 */
export function allEarlier({ exit }: Place, { earlier }: Pick<Seen, 'earlier'>): readonly ExitOutput[] {
  if (earlier.length === exit) return earlier;
  throw new LabError(
    `expected exits that share an encoder, because exit ${exit} uses the outputs of the ${exit} exits before it; ` +
      `got the outputs of ${earlier.length}, as with separate encoders; use encoders: 'shared'`,
  );
}
