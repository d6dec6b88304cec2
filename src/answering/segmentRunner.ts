/** The forward pass of one segment, on any backend. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { PaddedIds } from '../encoders/tokens';

/** The outputs of one exit for B examples on the host, by name: `logits` [B, C], and others [B, ...]. */
export type HostOutputs = { readonly [name: string]: Float32Array };

/** The inputs of a segment. */
export interface SegmentInputs {
  readonly tokens: PaddedIds;
  /** The hidden states at the start, [N, H]; absent if the segment starts with the embeddings. */
  readonly entering?: Tensor2D;
  /** The outputs of the earlier exits of the same encoder, in order; empty unless the exits read them. */
  readonly earlier: readonly HostOutputs[];
}

/** The results of a segment. The caller disposes of the hidden states. */
export interface SegmentResult {
  /** [N, H]; absent after the last segment of an encoder. */
  readonly hidden?: Tensor2D;
  readonly outputs: HostOutputs;
}

/** Runs the segments of a model. */
export interface SegmentRunner {
  /** Whether exits read the outputs of earlier ones. */
  readonly readsEarlier: boolean;
  /** Runs segment `s` of `segmentsOf(model)` on a batch. */
  run(s: number, inputs: SegmentInputs): Promise<SegmentResult>;
  close(): void;
}
