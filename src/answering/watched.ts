import type { MultiExit } from '../exits';
import type { SegmentRunner } from './segmentRunner';
import { stepsOf } from './segments';

/** A batch that ran through a segment. */
export interface RanBatch {
  /** The number of blocks of the segment. */
  readonly blocks: number;
  /** Whether the segment starts with the embeddings. */
  readonly embeds: boolean;
  readonly examples: number;
  readonly seconds: number;
}

/** The same segments, and a list to which each batch is added when it has run. */
export function watched(
  model: MultiExit,
  runner: SegmentRunner,
): { readonly runner: SegmentRunner; readonly ran: RanBatch[] } {
  const steps = stepsOf(model);
  const ran: RanBatch[] = [];
  return {
    ran,
    runner: {
      readsEarlier: runner.readsEarlier,
      async run(s, inputs) {
        const start = performance.now();
        const result = await runner.run(s, inputs);
        const { from, to } = steps[s];
        const seconds = (performance.now() - start) / 1000;
        ran.push({ blocks: to - from, embeds: from === 0, examples: inputs.tokens.size, seconds });
        return result;
      },
      close: () => runner.close(),
    },
  };
}
