import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { ExitModule, Parameters, Place, Said, Seen, Shapes } from '../types';
import { type MultiExit, placeOf } from './model';

/** What records and their files have beside the extras. */
const TAKEN = ['logits', 'labels', '__metadata__'];

/** What an exit says. Throws LabError where it is not what its module promises: records would keep something else. */
export function readExit(exit: ExitModule, p: Parameters<Tensor>, at: Place, seen: Seen): Said {
  const said = exit.read(p, at, seen);
  const B = seen.row.shape[0];
  const promised = exit.extras?.(at) ?? {};
  checkShape('logits', said.logits, [B, at.classes]);
  for (const [name, shape] of Object.entries(promised)) checkShape(name, said.extras?.[name], [B, ...shape]);
  const stray = Object.keys(said.extras ?? {}).find((name) => !(name in promised));
  if (stray === undefined) return said;
  throw new LabError(
    `expected an exit module whose \`extras\` promise all that it says beside logits, got '${stray}' besides; ` +
      'records keep what is promised',
  );
}

/**
 * The shapes of the extras of one exit and example. Throws LabError where the exits of a model differ in them, or one
 * has a name that records need: a record has each extra of all exits.
 */
export function extrasOf(model: Pick<MultiExit, 'depths' | 'classes' | 'pooler' | 'exit'>): Shapes {
  const all = model.depths.map((_, exit) => model.exit.extras?.(placeOf(model, exit)) ?? {});
  const [first] = all;
  const taken = Object.keys(first).find((name) => TAKEN.includes(name));
  if (taken !== undefined)
    throw new LabError(
      `expected extras that are not called ${TAKEN.join(', ')}, which records have, got '${taken}'`,
    );
  const other = all.findIndex((extras) => shownExtras(extras) !== shownExtras(first));
  if (other < 0) return first;
  throw new LabError(
    `expected exits that all say the same extras, got ${shownExtras(first)} at depth ${model.depths[0]} and ` +
      `${shownExtras(all[other])} at depth ${model.depths[other]}; where an exit has nothing to say, let it say zeros`,
  );
}

const shownExtras = (extras: Shapes): string =>
  Object.entries(extras)
    .map(([name, shape]) => `'${name}' [${shape.join(', ')}]`)
    .sort()
    .join(', ') || 'none';

function checkShape(name: string, found: Tensor | undefined, shape: readonly number[]): void {
  if (found?.shape.join() === shape.join()) return;
  throw new LabError(
    `expected an exit module that says '${name}' [${shape.join(', ')}] as it promises, ` +
      `got ${found ? `[${found.shape.join(', ')}]` : 'none'}`,
  );
}
