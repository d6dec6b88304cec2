import type { ExitRecord, ExitSignal } from '../types';
import { exitDistribution } from './exitDistribution';
import { groupBy } from './groups';

/** The examples that leave at one exit, and how many of them are of each class. */
export interface ClassesLeaving {
  readonly depth: number;
  readonly examples: number;
  /** [C]: the share of each class among the examples that leave here; null if none leaves. */
  readonly shares: readonly (number | null)[];
}

/**
 * Which classes leave at which exit at one threshold. At an exit whose signal sorts by class, mostly one class leaves,
 * whatever the difficulty of its examples.
 */
export function classesLeaving(record: ExitRecord, signal: ExitSignal, threshold: number): ClassesLeaving[] {
  return groupBy(exitDistribution(record, signal, threshold), ({ depth }) => [depth]).map((cells) => {
    const examples = cells.reduce((sum, cell) => sum + cell.examples, 0);
    const shares = cells.map((cell) => (examples === 0 ? null : cell.examples / examples));
    return { depth: cells[0].depth, examples, shares };
  });
}
