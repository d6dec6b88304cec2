import { LabError } from '../errors';
import type { SegmentWork } from './types';

/** What was not run, because examples left early. */
export interface Saved {
  readonly examples: number;
  /** The blocks that were run, summed over the examples. */
  readonly blocks: number;
  /** The blocks of the whole depth, summed over the examples. */
  readonly whole: number;
  /** whole / blocks: the speed-up in theory. */
  readonly speedUp: number;
  readonly seconds: number;
  /** The time of the blocks that were not run, if each takes as long as those that were. */
  readonly secondsSaved: number;
}

/** What answers have saved so far, for a model whose last exit is at this depth. Throws LabError before any answer. */
export function savedBy(work: readonly SegmentWork[], depth: number): Saved {
  const sum = (of: (each: SegmentWork) => number) => work.reduce((total, each) => total + of(each), 0);
  const [{ examples }] = work;
  if (examples === 0) throw new LabError('expected answers, to say what they saved, got none');
  const blocks = sum((each) => each.blocks * each.examples);
  const seconds = sum((each) => each.seconds);
  const whole = depth * examples;
  const secondsSaved = (seconds * (whole - blocks)) / blocks;
  return { examples, blocks, whole, speedUp: whole / blocks, seconds, secondsSaved };
}
