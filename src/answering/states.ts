/** Hidden states of examples between segments, without padding rows. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** The hidden states of some examples, one after the other. They are freed when all have been taken. */
export class States {
  private left: number;

  constructor(
    readonly rows: Tensor2D,
    examples: number,
  ) {
    this.left = examples;
  }

  /** Says that one example needs its rows no longer. */
  release(): void {
    this.left--;
    if (this.left === 0) this.rows.dispose();
  }
}

/** The rows of one example. */
export interface Span {
  readonly states: States;
  readonly from: number;
  readonly count: number;
}

/**
 * The rows of these examples, in this order: one gather, and none if they are all rows of their states. The caller
 * disposes of the result, which may be `states.rows` itself if nothing had to be moved: `isMoved` tells.
 */
export function gathered(spans: readonly Span[]): { readonly rows: Tensor2D; readonly isMoved: boolean } {
  const sources = [...new Set(spans.map(({ states }) => states))];
  const starts = new Map<States, number>();
  let total = 0;
  for (const states of sources) {
    starts.set(states, total);
    total += states.rows.shape[0];
  }
  const places = placesOf(spans, starts);
  const inOrder = places.length === total && places.every((place, i) => place === i);
  if (inOrder && sources.length === 1) return { rows: sources[0].rows, isMoved: false };
  const rows = tf.tidy(() => {
    const all =
      sources.length === 1
        ? sources[0].rows
        : tf.concat2d(
            sources.map(({ rows }) => rows),
            0,
          );
    return inOrder ? all : tf.gather(all, tf.tensor1d(places, 'int32'));
  });
  return { rows, isMoved: true };
}

/** The place of every row among the rows of all states, one after the other. */
function placesOf(spans: readonly Span[], starts: ReadonlyMap<States, number>): Int32Array {
  const places = new Int32Array(spans.reduce((sum, { count }) => sum + count, 0));
  let next = 0;
  for (const { states, from, count } of spans) {
    const start = (starts.get(states) ?? 0) + from;
    for (let i = 0; i < count; i++) places[next++] = start + i;
  }
  return places;
}
