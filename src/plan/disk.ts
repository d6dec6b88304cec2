/** The disk that records need, about: the files of `writeRecord`, and the snapshots of weights. */
import { parametersOf } from './calibrate';
import type { SizedRun } from './hours';

/** Bytes of run.json, of a line of steps.jsonl without its losses, and of a number there. */
const [SUMMARY, LINE, NUMBER] = [1500, 80, 20];
const FLOAT = 4;

/** Bytes of the record of a run. */
export function recordBytes({ options: { snapshots = [] }, size }: SizedRun): number {
  const { model, steps, evaluated } = size;
  const exits = model.depths.length;
  const lines = steps * (LINE + NUMBER * exits);
  const readings = evaluated * FLOAT * (exits * model.classes + 1);
  const kept = snapshots.filter((step) => step <= steps).length;
  const weights = kept === 0 ? 0 : kept * FLOAT * parametersOf(model);
  return SUMMARY + lines + readings + weights;
}

/** Bytes of the checkpoint of a run: its parameters and their two moments. */
export const checkpointBytes = ({ size: { model } }: SizedRun): number => 3 * FLOAT * parametersOf(model);
