import { startAnswering } from './answering';
import type { BenchSize } from './sizes';
import { type Side, takeTurns } from './turns';

/**
 * Resident memory of a process in bytes: with the backend and no model yet, and at its highest. Where steps are
 * captured, the highest is reached as the step is recorded op by op; TensorFlow's pool keeps that memory, and the
 * recorded step, which needs a fraction of it, works inside.
 */
export interface Memory {
  readonly before: number;
  readonly peak: number;
}

/** One way back: seconds of every timed step, and the memory of the process that took them. */
export interface Measured {
  readonly seconds: readonly number[];
  readonly memory: Memory;
}

/** A side in a process of its own, whose memory is its own too. */
export interface MeasuredSide extends Side {
  memory(): Promise<Memory>;
}

/** SWEET's step with gradients by `backward`, in a process that does nothing else. */
export async function startWay(size: BenchSize, backward: 'whole' | 'segments'): Promise<MeasuredSide> {
  const { ask, close } = startAnswering(backward, process.execPath, [require.resolve('./segmentsProcess')]);
  await ask({ size, backward });
  return {
    steps: async (count) => (await ask({ steps: count })) as number[],
    memory: async () => (await ask({ memory: true })) as Memory,
    close,
  };
}

/** Times both ways in turn, and asks each for its memory. */
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
