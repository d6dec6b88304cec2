/** Exits: their position, their inputs and their outputs. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Encoder, Parameters, Shapes } from './encoder';

/** The position of an exit in the model, and the number of its outputs. */
export interface Place {
  /** Counted from 0. */
  readonly exit: number;
  /** E */
  readonly exits: number;
  readonly depth: number;
  /** C, the number of logits; 1 for regression. */
  readonly classes: number;
  /** One pooler for all exits, one for each exit, or none. */
  readonly pooler: 'shared' | 'per-exit' | 'none';
}

/** The tokens of the examples, padded to the same length T. */
export interface SeenTokens {
  /** int32 [B, T], 0 at padding. */
  readonly ids: Tensor2D;
  /** float32 [B, T]: 1 at tokens and 0 at padding. */
  readonly mask: Tensor2D;
  /** V: token ids count from 0 to V - 1. */
  readonly vocabulary: number;
}

/** The inputs of an exit. */
export interface Seen {
  /** The row of each example after the exit's block, [B, H]. */
  readonly row: Tensor2D;
  /** The outputs of the earlier exits of the same encoder, as constants for the gradient. */
  readonly earlier: readonly ExitOutput[];
  /**
   * The features of the exit before, [B, H]; absent at the first exit of an encoder. Unlike those in `earlier` they
   * have a gradient, which the route sends on as that of the hidden states.
   */
  readonly before?: Tensor2D;
  /** Applies the encoder's pooler with this name, [B, H] -> [B, H]. */
  pool(name: string, row: Tensor2D): Tensor2D;
  /** Dropout before a head, [B, H]. Each call draws a new mask. */
  drop(features: Tensor2D): Tensor2D;
  /** The tokens, for what depends on the texts alone. */
  tokens(): SeenTokens;
}

/** The outputs of an exit module. */
export interface Said {
  /** [B, C] */
  readonly logits: Tensor2D;
  /** [B, H]: the row, after the pooler if there is one, before dropout. */
  readonly features: Tensor2D;
  /** [B, H]: the features after dropout, the input of a linear head. */
  readonly input: Tensor2D;
  /** Other outputs by name, [B, ...], such as a gate. Records keep them. */
  readonly extras?: Extras;
  /** Outputs by name that the loss alone reads, such as predictions. Records and answers do not have them. */
  readonly beside?: Extras;
}

export type Extras = { readonly [name: string]: Tensor };

/** The outputs of one exit for a batch. */
export interface ExitOutput extends Said {
  readonly depth: number;
}

/** The computation of an exit from a hidden state to an answer. `linearExit` is the basic module; others extend it. */
export interface ExitModule {
  /**
   * The parameters that the exit reads. If several exits return one name, they share the parameter. A parameter of one
   * exit is named `exits.{exit}.…`.
   */
  shapes(at: Place, encoder: Pick<Encoder, 'width' | 'poolerShapes'>): Shapes;
  /** The shapes of all extras for one example: [] for a scalar. They are equal at all exits of a model. */
  extras?(at: Place): Shapes;
  read(p: Parameters<Tensor>, at: Place, seen: Seen): Said;
}
