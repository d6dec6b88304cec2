import type { Method } from './method';
import type { ExitRecord } from './record';

/**
 * A stage of training: its parameters, its loss and its length. In each stage Adam's moments start at zero, and the
 * learning rate decays to 0.
 */
export interface Stage {
  readonly name: string;
  /** The share of the steps, relative to the sum of all shares. */
  readonly share: number;
  /** Whether the stage trains a parameter. Default: all parameters. The others are frozen. */
  trains?(parameter: Parameter): boolean;
  /** The name of the parameter whose value initialises this parameter. Default: its own name. */
  startsFrom?(parameter: Parameter): string;
  /** The initial learning rate, or what it is for a run with a given learning rate. Default: that of the run. */
  readonly learningRate?: number | ((ofRun: number) => number);
  /** A factor of the learning rate for a parameter that the stage trains. Default: 1. */
  rateFactor?(parameter: Parameter): number;
  /** The loss of the stage. Default: that of the method. */
  readonly loss?: Method['loss'];
  /** The schedule of the stage, whose steps count within the stage. Default: that of the method. */
  readonly schedule?: Method['schedule'];
  /**
   * What the stage remembers of the training examples: a number for each, [N]. A function gets the outputs of the exits
   * at the start of the stage, without dropout; `draws` gets none. Losses get the numbers of the batch as `memory`.
   * Default: the memory of the stage before.
   */
  readonly remembers?: ((training: ExitRecord) => ArrayLike<number>) | DrawnMemory;
}

/** A memory that does not depend on the model, such as a split of the training examples. */
export interface DrawnMemory {
  /** A number for each of N examples, [N], from N and the seed of the run. */
  draws(examples: number, seed: number): ArrayLike<number>;
}

/** A parameter and its owner. */
export interface Parameter {
  readonly name: string;
  /** The only exit that reads the parameter, counted from 0; null for the encoder and for shared parameters. */
  readonly exit: number | null;
  /** E */
  readonly exits: number;
}
