/** The measurements of gradients along a run, in a file beside its record. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConflictRow } from '../analysis/conflict';
import { LabError } from '../errors';
import { largestOf, leastOf } from '../extremes';
import { isObject, writeAtomically } from '../files';
import { readJsonObject } from '../json';

/** The agreement of two exits about a block, measured on one batch after one step of a run. */
export interface ConflictStep extends ConflictRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly step: number;
  /** The number of the batch, from 1, and how many examples it has. */
  readonly batch: number;
  readonly size: number;
  /** The id of the run. */
  readonly run: string;
  /**
   * The yardstick: the mean of the cosines of both exits, each with itself on the next batch. Null if an exit has no
   * gradient.
   */
  readonly itself: number | null;
}

/** When and on what a run is measured. */
export interface ConflictPlan {
  /** After these steps. */
  readonly steps: readonly number[];
  /** On so many batches of the run's batch size. */
  readonly batches: number;
  /** And on as many batches that are so many times as large, or as large as the new examples allow; 1 for none. */
  readonly times: number;
}

/** The rows of the smallest batches: those of the run's batch size. */
export const inSmallBatches = (rows: readonly ConflictStep[]): ConflictStep[] => {
  const least = leastOf(rows.map(({ size }) => size));
  return rows.filter(({ size }) => size === least);
};

/** The rows of the largest batches, whose gradients have the least noise. */
export const inLargeBatches = (rows: readonly ConflictStep[]): ConflictStep[] => {
  const most = largestOf(rows.map(({ size }) => size));
  return rows.filter(({ size }) => size === most);
};

const conflictFile = (folder: string): string => join(folder, 'conflict.json');

/** The measurements along the run in `folder`, by this plan or, without `plan`, by any; null if there are none. */
export function readConflict(folder: string, plan?: ConflictPlan): ConflictStep[] | null {
  const file = conflictFile(folder);
  if (!existsSync(file)) return null;
  const kept = readJsonObject(file, 'the conflict of gradients along a run');
  if (!Array.isArray(kept.rows)) throw new LabError(`${file}: expected rows of cosines; remove it`);
  const same = plan === undefined || JSON.stringify(kept.plan) === JSON.stringify(plan);
  return same && kept.rows.every(isConflictStep) ? kept.rows : null;
}

/** Writes the measurements along the run in `folder`. */
export function writeConflict(folder: string, plan: ConflictPlan, rows: readonly ConflictStep[]): void {
  writeAtomically(conflictFile(folder), [`${JSON.stringify({ plan, rows })}\n`]);
}

/** False also for rows of earlier versions, which do not say how large their batches are. */
export function isConflictStep(row: unknown): row is ConflictStep {
  if (!isObject(row)) return false;
  const texts = ['method', 'task', 'run'].every((name) => typeof row[name] === 'string');
  const numbers = ['seed', 'step', 'batch', 'size', 'block', 'first', 'second', 'rows'];
  const cosines = ['cosine', 'itself'].every((name) => row[name] === null || typeof row[name] === 'number');
  return texts && cosines && numbers.every((name) => typeof row[name] === 'number');
}
