import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { ExitModule, Parameters, Place, Said, Seen, Shapes } from '../types';
import { type MultiExit, placeOf } from './model';

/** The names that records and their files use themselves. */
const TAKEN = ['logits', 'labels', '__metadata__'];

/**
 * The outputs of an exit. Throws LabError if they do not have the shapes that the module declares, because records rely
 * on these shapes.
 */
export function readExit(exit: ExitModule, p: Parameters<Tensor>, at: Place, seen: Seen): Said {
  const said = exit.read(p, at, seen);
  const B = seen.row.shape[0];
  const promised = exit.extras?.(at) ?? {};
  checkShape('logits', said.logits, [B, at.classes]);
  for (const [name, shape] of Object.entries(promised)) checkShape(name, said.extras?.[name], [B, ...shape]);
  const stray = Object.keys(said.extras ?? {}).find((name) => !(name in promised));
  if (stray === undefined) return said;
  throw new LabError(
    `expected an exit module whose \`extras\` declare all outputs other than logits, got also '${stray}'; ` +
      'declare it, because records keep declared extras only',
  );
}

/**
 * The shapes of the extras for one exit and example. Throws LabError if the exits of a model declare different extras,
 * because a record has each extra for all exits, or if an extra has a name that records use.
 */
export function extrasOf(model: Pick<MultiExit, 'depths' | 'classes' | 'pooler' | 'exit'>): Shapes {
  const all = model.depths.map((_, exit) => model.exit.extras?.(placeOf(model, exit)) ?? {});
  const [first] = all;
  const taken = Object.keys(first).find((name) => TAKEN.includes(name));
  if (taken !== undefined)
    throw new LabError(
      `expected extras with names other than ${TAKEN.join(', ')}, which records use, got '${taken}'`,
    );
  const other = all.findIndex((extras) => shownExtras(extras) !== shownExtras(first));
  if (other < 0) return first;
  throw new LabError(
    `expected the same extras at all exits, got ${shownExtras(first)} at depth ${model.depths[0]} and ` +
      `${shownExtras(all[other])} at depth ${model.depths[other]}; return zeros at an exit without a value`,
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
    `expected an exit module whose output '${name}' has the declared shape [${shape.join(', ')}], ` +
      `got ${found ? `[${found.shape.join(', ')}]` : 'none'}`,
  );
}
