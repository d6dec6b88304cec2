/** How training losses fall: from the runs' steps, or among the records that ship, which have no steps. */
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
 * The curves of the runs that were found (COSEE Fig. 6), those without steps from what ships in the folder `records`. Throws
 * LabError where that file is damaged.
 */
export function curveRows(found: readonly RunRecord[], records: string): LossCurve[] {
  const own = lossCurves(found);
  const shipped = readRows(fileOf(records), curves);
  return [...own, ...shipped.filter((curve) => !own.some((other) => isSameRun(curve, other)))];
}

/** Those of some runs, to be shipped, with those that ship already. */
export function packCurves(found: readonly RunRecord[], records: string): void {
  const rows = curveRows(found, records);
  if (rows.length > 0) writeCurveRows(rows, records);
}

/** Writes curves to be shipped, losses to four decimals. */
export function writeCurveRows(rows: readonly LossCurve[], records: string): void {
  const rounded = rows.map((row) => ({ ...row, losses: row.losses.map((loss) => Number(loss.toFixed(4))) }));
  writeRows(fileOf(records), rounded);
}

const isSameRun = (a: LossCurve, b: LossCurve): boolean =>
  a.method === b.method && a.task === b.task && a.seed === b.seed;

function isLossCurve(row: unknown): row is LossCurve {
  if (!isObject(row) || typeof row.method !== 'string' || typeof row.task !== 'string') return false;
  const lists = [row.steps, row.losses];
  return typeof row.seed === 'number' && lists.every((list) => Array.isArray(list));
}
