import { LabError } from '../errors';
import type { ExitOutput, Place, Seen } from '../types';

/** What all exits before this one said. Throws LabError where each exit has an encoder of its own, and sees no other. */
export function allEarlier({ exit }: Place, { earlier }: Pick<Seen, 'earlier'>): readonly ExitOutput[] {
  if (earlier.length === exit) return earlier;
  throw new LabError(
    `expected exits that share an encoder, for exit ${exit} builds on what the ${exit} before it say; ` +
      `it sees ${earlier.length} of them, as under separate encoders`,
  );
}
