/** Curves of training losses: from the steps of runs, or from the records that ship, which have no steps. */
import { join } from 'node:path';
import { heldOutLoss, type LossCurve, lossCurves } from '../analysis/losses';
import { isObject } from '../files';
import type { RunRecord } from '../types';
import { type RowsOf, readRows, writeRows } from './rowsFile';

const fileOf = (records: string): string => join(records, 'curves.json');

const curves: RowsOf<LossCurve> = {
  what: 'the training curves',
  fields: 'run, method, task, seed, steps and losses; pack the records again',
  is: isLossCurve,
};

/**
 * The curves of the runs found (COSEE Fig. 6). Curves of runs without steps are read from the folder `records`, by the
 * ids of the runs. Throws LabError if the file there is damaged.
 */
export function curveRows(found: readonly RunRecord[], records: string): LossCurve[] {
  const own = lossCurves(found);
  const known = new Map([...readRows(fileOf(records), curves), ...own].map((curve) => [curve.run, curve]));
  return found.flatMap((run) => {
    const curve = known.get(run.id);
    return curve ? [{ ...curve, heldOut: heldOutLoss(run) }] : [];
  });
}

/** Writes the curves of some runs into the records that ship, with the curves that are already there. */
export function packCurves(found: readonly RunRecord[], records: string): void {
  const own = lossCurves(found);
  const before = readRows(fileOf(records), curves).filter(({ run }) =>
    own.every((curve) => curve.run !== run),
  );
  const rows = [...own, ...before];
  if (rows.length > 0) writeCurveRows(rows, records);
}

/** Writes curves into the records that ship, losses to four decimals. */
export function writeCurveRows(rows: readonly LossCurve[], records: string): void {
  const rounded = rows.map(({ heldOut: _, ...row }) => ({
    ...row,
    losses: row.losses.map((loss) => Number(loss.toFixed(4))),
  }));
  writeRows(fileOf(records), rounded);
}

function isLossCurve(row: unknown): row is LossCurve {
  if (!isObject(row) || ['run', 'method', 'task'].some((name) => typeof row[name] !== 'string')) return false;
  const lists = [row.steps, row.losses];
  return typeof row.seed === 'number' && lists.every((list) => Array.isArray(list));
}
