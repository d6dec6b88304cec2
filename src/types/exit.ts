/** What stands after a block: the exit, what it reads and what it says. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Encoder, Parameters, Shapes } from './encoder';

/** Where an exit stands, and what it is asked for. */
export interface Place {
  /** Counted from 0. */
  readonly exit: number;
  /** E */
  readonly exits: number;
  readonly depth: number;
  /** C; 1 where an exit answers a number. */
  readonly classes: number;
  /** One pooler for all exits, one each, or none. */
  readonly pooler: 'shared' | 'per-exit' | 'none';
}

/** What an exit has to look at. */
export interface Seen {
  /** The row of each example after the exit's block, [B, H]. */
  readonly row: Tensor2D;
  /** What the earlier exits of the same encoder said. No gradient flows back through it. */
  readonly earlier: readonly ExitOutput[];
  /** The encoder's pooler under a name, [B, H] -> [B, H]. */
  pool(name: string, row: Tensor2D): Tensor2D;
  /** Dropout before a head, [B, H]; it draws another mask at each call. */
  drop(features: Tensor2D): Tensor2D;
}

/** What an exit module makes of what it sees. */
export interface Said {
  /** [B, C] */
  readonly logits: Tensor2D;
  /** [B, H]: the row or what a pooler made of it, before dropout. */
  readonly features: Tensor2D;
  /** [B, H]: the features after dropout, which is what a linear head sees. */
  readonly input: Tensor2D;
  /** [B, ...]: what else it says, by name, such as a gate. Records keep it. */
  readonly extras?: Extras;
}

export type Extras = { readonly [name: string]: Tensor };

/** What one exit says about a batch. */
export interface ExitOutput extends Said {
  readonly depth: number;
}

/** How an exit turns a hidden state into an answer. `linearExit` is the plain one; others are built on it. */
export interface ExitModule {
  /**
   * The parameters that the exit reads. A name that several exits give stands for one parameter, which they share. The
   * parameters of an exit alone are called `exits.{exit}.…`.
   */
  shapes(at: Place, encoder: Pick<Encoder, 'width' | 'poolerShapes'>): Shapes;
  /** Shapes of all extras, for one example: [] for a number. Every exit of a model has the same ones. */
  extras?(at: Place): Shapes;
  read(p: Parameters<Tensor>, at: Place, seen: Seen): Said;
}
