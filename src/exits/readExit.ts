import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { ExitModule, Parameters, Place, Said, Seen } from '../types';

/** What records keep beside the extras. */
const TAKEN = ['logits', 'labels'];

/** What an exit says. Throws LabError where it is not what its module promises: records would keep something else. */
export function readExit(exit: ExitModule, p: Parameters<Tensor>, at: Place, seen: Seen): Said {
  const said = exit.read(p, at, seen);
  const B = seen.row.shape[0];
  checkShape('logits', said.logits, [B, at.classes]);
  for (const [name, shape] of Object.entries(exit.extras?.(at) ?? {})) {
    if (TAKEN.includes(name))
      throw new LabError(
        `expected extras that are not called ${TAKEN.join(' or ')}, which records have, got '${name}'`,
      );
    checkShape(name, said.extras?.[name], [B, ...shape]);
  }
  return said;
}

function checkShape(name: string, found: Tensor | undefined, shape: readonly number[]): void {
  if (found?.shape.join() === shape.join()) return;
  throw new LabError(
    `expected an exit module that says '${name}' [${shape.join(', ')}] as it promises, ` +
      `got ${found ? `[${found.shape.join(', ')}]` : 'none'}`,
  );
}
