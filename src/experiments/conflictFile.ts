/** The measurements of gradients along a run, in a file beside its record. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConflictRow } from '../analysis/conflict';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { readJsonObject } from '../json';

/** The agreement of two exits about a block, measured on one batch after one step of a run. */
export interface ConflictStep extends ConflictRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly step: number;
  /** The seed that selects the batch. */
  readonly batch: number;
  /** The id of the run; older measurements lack it. */
  readonly run?: string;
  /**
   * The yardstick: the mean of the cosines of both exits, each with itself on the next batch. Older measurements lack
   * it. Null if an exit has no gradient.
   */
  readonly itself?: number | null;
}

/** The steps after which a run is measured, and the batches. */
export interface ConflictPlan {
  readonly steps: readonly number[];
  readonly batches: readonly number[];
}

/** The examples of the batches. Files of older versions, which lack the word, used training examples. */
const NEW = 'not trained on';

const conflictFile = (folder: string): string => join(folder, 'conflict.json');

/**
 * The measurements along the run in `folder`, on new batches and with the yardstick `itself`, by this plan or, without
 * `plan`, by any; null if there are none.
 */
export function readConflict(folder: string, plan?: ConflictPlan): ConflictStep[] | null {
  const file = conflictFile(folder);
  if (!existsSync(file)) return null;
  const kept = readJsonObject(file, 'the conflict of gradients along a run');
  if (!Array.isArray(kept.rows)) throw new LabError(`${file}: expected rows of cosines; remove it`);
  const same = plan === undefined || JSON.stringify(kept.plan) === JSON.stringify(plan);
  const rows = kept.rows as ConflictStep[];
  const whole = kept.examples === NEW && rows.every(({ itself }) => itself !== undefined);
  return same && whole ? rows : null;
}

/** Writes the measurements along the run in `folder`. */
export function writeConflict(folder: string, plan: ConflictPlan, rows: readonly ConflictStep[]): void {
  writeAtomically(conflictFile(folder), [`${JSON.stringify({ plan, examples: NEW, rows })}\n`]);
}
