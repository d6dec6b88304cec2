/** Examples that an early exit gets right and the last exit wrong, and the surest mistakes. */
import { maxSoftmax } from '../signals/softmax';
import type { ExitRecord, ExitSignal } from '../types';
import { decide } from './decide';
import { exitPredictions } from './exitScores';
import { readingOf } from './readings';

/** One exit beside the last one, as shares of all examples. */
export interface Overthinking {
  readonly depth: number;
  /** Right at this exit, wrong at the last: depth destroys an answer. */
  readonly lost: number;
  /** Wrong at this exit, right at the last. */
  readonly gained: number;
  /** Right at this exit or at an earlier one, wrong at the last. */
  readonly everLost: number;
}

/** What the blocks behind each exit change (Kaya et al. 2019, Shallow-Deep Networks, call it overthinking). */
export function overthinking(record: ExitRecord): Overthinking[] {
  const N = record.labels.length;
  const right = rightAt(record);
  const last = record.depths.length - 1;
  const share = (of: (n: number) => boolean) => Array.from({ length: N }, (_, n) => n).filter(of).length / N;
  return record.depths.map((depth, e) => ({
    depth,
    lost: share((n) => right(e, n) && !right(last, n)),
    gained: share((n) => !right(e, n) && right(last, n)),
    everLost: share((n) => !right(last, n) && record.depths.some((_, i) => i <= e && right(i, n))),
  }));
}

/** The examples that some exit gets right and the last exit wrong, the surest right answers first. */
export function overthought(record: ExitRecord): number[] {
  const right = rightAt(record);
  const last = record.depths.length - 1;
  const surest = (n: number) =>
    Math.max(...record.depths.map((_, e) => (right(e, n) ? sureness(record, e, n) : 0)));
  return [...record.labels.keys()]
    .filter((n) => !right(last, n) && record.depths.some((_, e) => right(e, n)))
    .sort((a, b) => surest(b) - surest(a));
}

/** The examples that leave with a wrong answer at one threshold, the surest first. */
export function surestMistakes(record: ExitRecord, signal: ExitSignal, threshold: number): number[] {
  const exits = decide(record, signal, threshold);
  const right = rightAt(record);
  const surest = (n: number) => sureness(record, exits[n], n);
  return [...exits.keys()].filter((n) => !right(exits[n], n)).sort((a, b) => surest(b) - surest(a));
}

function rightAt(record: ExitRecord): (e: number, n: number) => boolean {
  const predictions = exitPredictions(record);
  const { labels } = record;
  return (e, n) => predictions[e * labels.length + n] === labels[n];
}

const sureness = (record: ExitRecord, e: number, n: number): number =>
  maxSoftmax(readingOf(record, e, n).logits);
