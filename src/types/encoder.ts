/** A text encoder as functions of a parameter tree. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { DropoutMasks } from '../ops/dropout';
import type { Places } from '../ops/places';

/** Parameters by Hugging Face's names. Linear weights are [out, in]. */
export type Parameters<T> = { readonly [name: string]: T };

/** Parameters on the host, each row-major. */
export type HostParameters = { readonly [name: string]: Float32Array };

/** Shapes of parameters by name. */
export type Shapes = { readonly [name: string]: readonly number[] };

/** The N tokens of B examples on the device, in the order of the examples: int32 [N]; mask float32 [B, T]. */
export interface Tokens extends Places {
  readonly ids: Tensor1D;
  readonly typeIds: Tensor1D;
  readonly positions: Tensor1D;
  readonly mask: Tensor2D;
}

/**
 * An architecture with its sizes. Hidden states are [N, H], one row for each token; padding has no rows. Blocks count
 * from 0 and depths from 1: an exit at depth d follows block d - 1.
 */
export interface Encoder {
  /** `model_type` of config.json. */
  readonly architecture: string;
  /** H */
  readonly width: number;
  /** M, the number of blocks. */
  readonly depth: number;
  /** The numbers of token ids, token types and positions that have embeddings. */
  readonly vocabulary: number;
  /** 0 if the encoder does not read token types. */
  readonly types: number;
  readonly positions: number;
  /** What exits read if a run does not say. Default: that of the recipe. */
  readonly pooling?: 'cls' | 'mean';
  /** The terms of attention by distance (DeBERTa's c2p and p2c), each of which has scores of its own. Default: 0. */
  readonly distanceTerms?: number;
  /** The dropout rate before a head. */
  readonly headDropout: number;
  /** The parameters that the embeddings read. */
  embeddingShapes(): Shapes;
  /**
   * The parameters that a block reads, and those that `exitRows` reads after it. Blocks that share parameters return
   * the same names: all of them (ALBERT), or some (the relative embeddings of DeBERTa, the final norm of ModernBERT).
   */
  blockShapes(block: number): Shapes;
  /** The parameters of a pooler with this name. In a checkpoint the name is `pooler`. */
  poolerShapes(name: string): Shapes;
  /**
   * The matrix [out, in] of a block on which gradient conflict is measured (SWEET §3.1: the last feed-forward matrix).
   */
  measuredMatrix(block: number): string;
  /** The initial values of a parameter that is not in the checkpoint. */
  initial(name: string, shape: readonly number[], seed: number): Float32Array;
  /**
   * Binds the encoder to the tokens of some examples. Tensors that all blocks need, such as an attention bias, are
   * computed once.
   */
  bind(tokens: Tokens): BoundEncoder;
  /**
   * What exits read of the hidden states after a block, row by row: [R, H] -> [R, H]. Default: the hidden states.
   */
  exitRows?(p: Parameters<Tensor>, rows: Tensor2D): Tensor2D;
  /** The pooler `name` on one row of each example, [B, H] -> [B, H]. */
  pool(p: Parameters<Tensor>, name: string, row: Tensor2D, masks: DropoutMasks): Tensor2D;
  /** The encoder with this rate for all of its dropout rates, including `headDropout`. */
  withDropout(rate: number): Encoder;
}

/** An encoder that is bound to tokens. */
export interface BoundEncoder {
  /** The hidden states before the first block, [N, H]. */
  embed(p: Parameters<Tensor>, masks: DropoutMasks): Tensor2D;
  /** [N, H] -> [N, H] */
  block(p: Parameters<Tensor>, block: number, hidden: Tensor2D, masks: DropoutMasks): Tensor2D;
}
