/** A text encoder as functions of a parameter tree. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { DropoutMasks } from '../ops/dropout';
import type { Places } from '../ops/places';

/** Parameters by name, Hugging Face's names, linear weights [out, in]. */
export type Parameters<T> = { readonly [name: string]: T };

/** Parameters on the host, each row-major. */
export type HostParameters = { readonly [name: string]: Float32Array };

/** Shapes of parameters by name. */
export type Shapes = { readonly [name: string]: readonly number[] };

/** The N tokens of B examples on the device, example after example: int32 [N], mask float32 [B, T]. */
export interface Tokens extends Places {
  readonly ids: Tensor1D;
  readonly typeIds: Tensor1D;
  readonly positions: Tensor1D;
  readonly mask: Tensor2D;
}

/**
 * One architecture at its sizes. Hidden states are [N, H], a row for each token: N leaves the padding out. Blocks are
 * counted from 0, depths from 1: an exit at depth d follows block d - 1.
 */
export interface Encoder {
  /** `model_type` of config.json. */
  readonly architecture: string;
  /** H */
  readonly width: number;
  /** M, the number of blocks. */
  readonly depth: number;
  /** How many token ids, token types and positions have embeddings. */
  readonly vocabulary: number;
  readonly types: number;
  readonly positions: number;
  /** The dropout rate before a head. */
  readonly headDropout: number;
  /** The parameters that the embeddings read. */
  embeddingShapes(): Shapes;
  /** The parameters that a block reads. Blocks that share parameters give the same names (ALBERT). */
  blockShapes(block: number): Shapes;
  /** The parameters of a pooler called `name`; its checkpoint calls the pooler `pooler`. */
  poolerShapes(name: string): Shapes;
  /** The matrix [out, in] of a block that conflicting gradients are measured on (SWEET §3.1: its last feed-forward). */
  measuredMatrix(block: number): string;
  /** The first values of a parameter that no checkpoint has. */
  initial(name: string, shape: readonly number[], seed: number): Float32Array;
  /** The encoder for some examples. What all blocks need of the tokens, such as a bias of the scores, is made once. */
  bind(tokens: Tokens): BoundEncoder;
  /** The pooler `name` on one row of each example, [B, H] -> [B, H]. */
  pool(p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D;
  /** The same encoder with this rate in place of each of its dropout rates, `headDropout` included. */
  withDropout(rate: number): Encoder;
}

/** An encoder that has its tokens. */
export interface BoundEncoder {
  /** The hidden states before the first block, [N, H]. */
  embed(p: Parameters<Tensor>, masks: DropoutMasks): Tensor2D;
  /** [N, H] -> [N, H] */
  block(p: Parameters<Tensor>, block: number, hidden: Tensor2D, masks: DropoutMasks): Tensor2D;
}
