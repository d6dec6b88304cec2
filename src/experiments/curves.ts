/** Curves of training losses: from the steps of runs, or from the records that ship, which have no steps. */
import { join } from 'node:path';
import { type LossCurve, lossCurves } from '../analysis/losses';
import { isObject } from '../files';
import type { RunRecord } from '../types';
import { type RowsOf, readRows, writeRows } from './rowsFile';

const fileOf = (records: string): string => join(records, 'curves.json');

const curves: RowsOf<LossCurve> = {
  what: 'the training curves',
  fields: 'method, task, seed, steps and losses',
  is: isLossCurve,
};

/**
 * The curves of the runs found (COSEE Fig. 6). Curves of runs without steps are read from the folder `records`.
 * Throws LabError if the file there is damaged.
 */
export function curveRows(found: readonly RunRecord[], records: string): LossCurve[] {
  const own = lossCurves(found);
  const shipped = readRows(fileOf(records), curves);
  const ids = found.map(({ id }) => id);
  const kept = shipped.filter(({ run }) => run === undefined || ids.includes(run));
  return [...own, ...kept.filter((curve) => !own.some((other) => isSameRun(curve, other)))];
}

/** Writes the curves of some runs into the records that ship, with the curves that are already there. */
export function packCurves(found: readonly RunRecord[], records: string): void {
  const rows = curveRows(found, records);
  if (rows.length > 0) writeCurveRows(rows, records);
}

/** Writes curves into the records that ship, losses to four decimals. */
export function writeCurveRows(rows: readonly LossCurve[], records: string): void {
  const rounded = rows.map((row) => ({ ...row, losses: row.losses.map((loss) => Number(loss.toFixed(4))) }));
  writeRows(fileOf(records), rounded);
}

/** By the id of the run; a curve without an id, by method, task and seed. */
const isSameRun = (a: LossCurve, b: LossCurve): boolean =>
  (a.run === undefined || b.run === undefined || a.run === b.run) &&
  a.method === b.method &&
  a.task === b.task &&
  a.seed === b.seed;

function isLossCurve(row: unknown): row is LossCurve {
  if (!isObject(row) || typeof row.method !== 'string' || typeof row.task !== 'string') return false;
  const lists = [row.steps, row.losses];
  return typeof row.seed === 'number' && lists.every((list) => Array.isArray(list));
}
