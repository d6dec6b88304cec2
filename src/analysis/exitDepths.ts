import { LabError } from '../errors';
import { requireFinite } from '../finite';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';
import { groupBy } from './groups';
import { summarise } from './statistics';

/** The exits that examples of one difficulty leave at. */
export interface ExitDepth {
  readonly difficulty: number;
  readonly examples: number;
  /** Their mean depth, in blocks. */
  readonly depth: number;
}

/**
 * The mean depth at which examples of each difficulty leave at one threshold, easiest first. `difficulties` [N] has
 * the order of the record's examples. A signal that recognises difficulty lets hard examples leave later.
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
