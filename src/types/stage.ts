import type { Method } from './method';

/**
 * A part of training: what moves, by which loss, for how long. Adam's moments start at zero in each stage, and the
 * learning rate decays to 0 within it.
 */
export interface Stage {
  readonly name: string;
  /** Its part of the steps, over the sum of all shares. */
  readonly share: number;
  /** Which parameters move; absent: all. The others stay as they are. */
  trains?(parameter: Parameter): boolean;
  /** The name of the parameter whose value this one has when the stage begins; absent: its own. */
  startsFrom?(parameter: Parameter): string;
  /** The first learning rate; absent: the run's. */
  readonly learningRate?: number;
  /** Absent: the method's. */
  readonly loss?: Method['loss'];
  /** Absent: the method's. Its steps are those of the stage. */
  readonly schedule?: Method['schedule'];
}

/** A parameter, and what it belongs to. */
export interface Parameter {
  readonly name: string;
  /** The exit that alone reads it, counted from 0; null for the encoder and what exits share. */
  readonly exit: number | null;
  /** E */
  readonly exits: number;
}
