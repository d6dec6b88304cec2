import { LabError } from '../errors';
import { checkOutputs } from '../outputs';
import { GATES_ADVICE } from '../signals/gate';
import type { ExitRecord } from '../types';

/**
 * The record with the gates of each exit rescaled to [0, 1] by their minimum and maximum over its examples, g' = (g -
 * min_m) / (max_m - min_m). This min-max calibration is in SWEET's published code and not in the paper. Gates that are
 * all equal do not change. Throws LabError for a record without gates.
 */
export function gatesInRange(record: ExitRecord): ExitRecord {
  const { extras, depths, labels } = record;
  const gates = extras?.gates?.data;
  if (!gates) throw new LabError(`expected a record with gates, got a record without gates; ${GATES_ADVICE}`);
  checkOutputs(record);
  const N = labels.length;
  const ranges = depths.map((_, e) => {
    const own = gates.subarray(e * N, (e + 1) * N);
    const low = own.reduce((a, b) => Math.min(a, b));
    return { low, width: own.reduce((a, b) => Math.max(a, b)) - low };
  });
  const stretched = gates.map((gate, i) => {
    const { low, width } = ranges[Math.floor(i / N)];
    return width === 0 ? gate : (gate - low) / width;
  });
  return { ...record, extras: { ...extras, gates: { shape: [], data: stretched } } };
}
