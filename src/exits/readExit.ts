import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { ExitModule, Parameters, Place, Said, Seen } from '../types';

/** The names that records use themselves. */
const TAKEN = ['logits', 'labels'];

/**
 * The outputs of an exit. Throws LabError if they do not have the shapes that the module declares, because records rely
 * on these shapes.
 */
export function readExit(exit: ExitModule, p: Parameters<Tensor>, at: Place, seen: Seen): Said {
  const said = exit.read(p, at, seen);
  const B = seen.row.shape[0];
  checkShape('logits', said.logits, [B, at.classes]);
  for (const [name, shape] of Object.entries(exit.extras?.(at) ?? {})) {
    if (TAKEN.includes(name))
      throw new LabError(
        `expected extras with names other than ${TAKEN.join(' and ')}, which records use, got '${name}'`,
      );
    checkShape(name, said.extras?.[name], [B, ...shape]);
  }
  return said;
}

function checkShape(name: string, found: Tensor | undefined, shape: readonly number[]): void {
  if (found?.shape.join() === shape.join()) return;
  throw new LabError(
    `expected an exit module whose output '${name}' has the declared shape [${shape.join(', ')}], ` +
      `got ${found ? `[${found.shape.join(', ')}]` : 'none'}`,
  );
}
