import { startAnswering } from './answering';
import type { BenchSize } from './sizes';
import type { Side } from './turns';

/**
 * Resident memory of a process in bytes: with the backend and no model yet, and at its highest. Where steps are
 * captured, the highest is reached as the step is recorded op by op; TensorFlow's pool keeps that memory, and the
 * recorded step, which needs a fraction of it, works inside.
 */
export interface Memory {
  readonly before: number;
  readonly peak: number;
}

/** A side in a process of its own, whose threads and memory are its own too. */
export interface MeasuredSide extends Side {
  memory(): Promise<Memory>;
}

/** Which of the lab's steps is taken, as sideProcess.ts is told. */
export interface Step {
  readonly method: 'early-exit' | 'sweet' | 'cosee';
  readonly backward?: 'whole' | 'segments';
}

/** A step of the lab's in a process that does nothing else. */
export async function startSide(size: BenchSize, step: Step): Promise<MeasuredSide> {
  const name = Object.values(step).join(', ');
  const { ask, close } = startAnswering(name, process.execPath, [require.resolve('./sideProcess')]);
  await ask({ size, step });
  return {
    steps: async (count) => (await ask({ steps: count })) as number[],
    memory: async () => (await ask({ memory: true })) as Memory,
    close,
  };
}
