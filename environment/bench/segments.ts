import type { MeasuredSide, Memory } from './sides';
import { takeTurns } from './turns';

/** The measurements of one way to compute gradients: seconds of every timed step, and the memory of the process. */
export interface Measured {
  readonly seconds: readonly number[];
  readonly memory: Memory;
}

/** Times both ways in turns, and asks each process for its memory. */
export async function measureWays(
  whole: MeasuredSide,
  segments: MeasuredSide,
  turns: { readonly rounds: number; readonly turn: number },
): Promise<{ readonly whole: Measured; readonly segments: Measured }> {
  const { ours, theirs } = await takeTurns(segments, whole, turns);
  return {
    whole: { seconds: theirs ?? [], memory: await whole.memory() },
    segments: { seconds: ours, memory: await segments.memory() },
  };
}
