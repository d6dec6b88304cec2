/** What learned gates say, on average: of right and wrong answers, and of levels of difficulty. */
import { LabError } from '../errors';
import type { ExitRecord } from '../types';
import { exitPredictions } from './exitScores';

/** The mean gate of one exit where its answer is right, and where it is wrong; NaN without such answers. */
export interface GatesByAnswer {
  readonly depth: number;
  readonly whenRight: number;
  readonly whenWrong: number;
  readonly difference: number;
}

/** Whether the gate of each exit knows when the exit is right. Throws LabError for a record without gates. */
export function gatesByAnswer(record: ExitRecord): GatesByAnswer[] {
  const predictions = exitPredictions(record);
  const N = record.labels.length;
  const mean = meanGate(record);
  return record.depths.map((depth, e) => {
    const isRight = (n: number) => predictions[e * N + n] === record.labels[n];
    const [whenRight, whenWrong] = [mean(e, isRight), mean(e, (n) => !isRight(n))];
    return { depth, whenRight, whenWrong, difference: whenRight - whenWrong };
  });
}

/** The mean gate of each exit on the examples of each level: [E] rows with `depth` and `level 1`, `level 2`, ... */
export function gatesByLevel(record: ExitRecord, difficulties: readonly number[]) {
  const levels = [...new Set(difficulties)].sort((a, b) => a - b);
  const mean = meanGate(record);
  return record.depths.map((depth, e) => ({
    depth,
    ...Object.fromEntries(
      levels.map((level) => [`level ${level}`, mean(e, (n) => difficulties[n] === level)]),
    ),
  }));
}

/** Returns a function that gives the mean gate of exit e over the examples that are chosen; NaN without any. */
export function meanGate(record: ExitRecord): (e: number, chosen: (n: number) => boolean) => number {
  const gates = record.extras?.gates?.data;
  if (!gates) throw new LabError('expected a record with gates, such as that of sweet-lte, got one without');
  const N = record.labels.length;
  return (e, chosen) => {
    const own = Array.from(gates.subarray(e * N, (e + 1) * N)).filter((_, n) => chosen(n));
    return own.reduce((sum, gate) => sum + gate, 0) / own.length;
  };
}
