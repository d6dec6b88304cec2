import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';
import { groupBy } from './groups';
import { summarise } from './statistics';

/** Where the examples of one difficulty leave. */
export interface ExitDepth {
  readonly difficulty: number;
  readonly examples: number;
  /** The mean of their depths. */
  readonly depth: number;
}

/**
 * The mean depth at which examples of each difficulty leave at a threshold, the easiest first. `difficulties` [N] belong
 * to the record's examples, in their order: a signal that knows what is hard keeps hard examples longer.
 */
export function exitDepths(
  record: ExitRecord,
  difficulties: ArrayLike<number>,
  signal: ExitSignal,
  threshold: number,
): ExitDepth[] {
  const N = record.labels.length;
  if (difficulties.length !== N)
    throw new LabError(`expected the difficulties of ${N} examples, got ${difficulties.length}`);
  requireFinite(difficulties, 'difficulties');
  const left = Array.from(decide(record, signal, threshold), (e, n) => ({
    difficulty: difficulties[n],
    depth: record.depths[e],
  }));
  return groupBy(left, ({ difficulty }) => [difficulty])
    .map((group) => ({
      difficulty: group[0].difficulty,
      examples: group.length,
      depth: summarise(group.map(({ depth }) => depth)).mean,
    }))
    .sort((a, b) => a.difficulty - b.difficulty);
}
