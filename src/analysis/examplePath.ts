/** The way of one example through the exits. */
import { maxSoftmax } from '../signals/softmax';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';
import { exitPredictions } from './exitScores';
import { readingOf } from './readings';

/** What one exit says about an example. */
export interface PathStep {
  readonly depth: number;
  /** The class with the largest probability. */
  readonly answer: number;
  readonly probability: number;
  /** The signal that decides. */
  readonly score: number;
  readonly leaves: boolean;
}

/** What each exit says about example n, up to the exit where it leaves. */
export function examplePath(
  record: ExitRecord,
  n: number,
  signal: ExitSignal,
  threshold: number,
): PathStep[] {
  const exit = decide(record, signal, threshold)[n];
  const predictions = exitPredictions(record);
  const readings = record.depths.slice(0, exit + 1).map((_, e) => readingOf(record, e, n));
  return readings.map(({ depth, logits }, e) => ({
    depth,
    answer: predictions[e * record.labels.length + n],
    probability: maxSoftmax(logits),
    score: signal.score(readings.slice(0, e + 1)),
    leaves: e === exit,
  }));
}

/**
 * An example that shows its level: the first in the order of the record that leaves at the exit where most examples of
 * the level leave. Null if no example has the level.
 */
export function typicalExample(
  record: ExitRecord,
  difficulties: readonly number[],
  level: number,
  signal: ExitSignal,
  threshold: number,
): number | null {
  const exits = decide(record, signal, threshold);
  const rows = [...exits.keys()].filter((n) => difficulties[n] === level);
  const counts = record.depths.map((_, e) => rows.filter((n) => exits[n] === e).length);
  const usual = counts.indexOf(Math.max(...counts));
  return rows.find((n) => exits[n] === usual) ?? null;
}
