import { startAnswering } from './answering';
import type { BenchSize } from './sizes';
import type { Side } from './turns';

/**
 * Resident memory of a process in bytes: with the backend and before the model, and the maximum. If steps are
 * captured, the maximum is reached while the first step runs op by op to be recorded. TensorFlow's pool keeps that
 * memory, and the recorded step needs a small part of it.
 */
export interface Memory {
  readonly before: number;
  readonly peak: number;
}

/** A side in a separate process, with its own threads and memory. */
export interface MeasuredSide extends Side {
  memory(): Promise<Memory>;
}

/** The step of the lab that sideProcess.ts runs. */
export interface Step {
  readonly method: 'early-exit' | 'sweet' | 'cosee';
  readonly backward?: 'whole' | 'segments';
}

/** A step of the lab in a separate process. */
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
