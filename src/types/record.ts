/** The records of runs. */
import type { Constants } from './method';

/** Classes, or the labels of a regression task. */
export type Labels = Int32Array | Float32Array;

/** The record of an evaluation. The model runs once; exit decisions are made later from the record. */
export interface ExitRecord {
  /**
   * The depth of each exit, increasing. The last depth is the depth of the model. It may be less than that of the
   * encoder, whose later blocks are not part of the model.
   */
  readonly depths: readonly number[];
  readonly encoders: 'shared' | 'separate';
  /** [E, N, C] row-major. */
  readonly logits: Float32Array;
  /** [N] */
  readonly labels: Labels;
  /** C, the number of logits; 1 for regression. */
  readonly classes: number;
  /** Other outputs of the exits by name, such as gates. */
  readonly extras?: { readonly [name: string]: RecordedExtra };
}

/** [E, N, ...shape] row-major. */
export interface RecordedExtra {
  /** The shape for one exit and example: [] for a scalar. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One training step in the form of `steps.jsonl`. */
export interface StepRecord {
  readonly step: number;
  /** The unweighted mean loss of each exit: cross-entropy, or the squared error for regression. */
  readonly loss: readonly number[];
  readonly learningRate: number;
  /** The global norm before clipping: one number, or one for each member of a Multi-Model. */
  readonly gradientNorm: number | readonly number[];
  /** Notes of the method's loss about the step, such as its terms. */
  readonly notes?: { readonly [name: string]: number };
}

/**
 * The examples that a run is evaluated on: those of the validation file; those of the test file; or training examples
 * that the run does not train on, which serve a search.
 */
export type Split = 'validation' | 'test' | 'held-out';

/** The configuration that identifies a run. It has plain values only, because the id is derived from it. */
export interface RunConfig {
  readonly method: string;
  /** The constants of the method, if it has any. */
  readonly constants?: Constants;
  /**
   * The fingerprint of the method's computation. It is absent for a method of the lab that its name and constants still
   * identify (runs/identity).
   */
  readonly behaviour?: string;
  readonly task: string;
  /** The fingerprint of the examples. */
  readonly data: string;
  readonly encoder: string;
  /** The fingerprint of the encoder. */
  readonly weights: string;
  readonly exits: readonly number[];
  readonly pooler: 'shared' | 'per-exit' | 'none';
  readonly pooling: 'cls' | 'mean';
  /** The fingerprint of given heads, or null for heads that are drawn from the seed. */
  readonly heads: string | null;
  readonly trainSize: number;
  readonly evalSize: number;
  /** The examples of the evaluation, see `Split`; absent for the validation file. */
  readonly split?: Split;
  readonly subset: 'random' | 'first';
  readonly shuffle: boolean;
  readonly epochs: number;
  readonly batch: number;
  readonly maxLength: number;
  readonly learningRate: number;
  /** null: the encoder's own rates. */
  readonly dropout: number | null;
  readonly seed: number;
}

/**
 * A divergence: the step, counted from 1, at which the loss or the gradient became NaN or infinite, the depth of the
 * exit, and the last step with a checkpoint.
 */
export interface DivergedAt {
  readonly step: number;
  readonly exit: number;
  /** The step of the last checkpoint, whose weights are kept with the record; absent if there was no checkpoint. */
  readonly lastGood?: number;
}

/** A finished run. The record of a diverged run has its steps, no metrics, and an evaluation of no examples. */
export interface RunRecord {
  readonly id: string;
  readonly folder: string;
  readonly config: RunConfig;
  readonly environment: { readonly [name: string]: string };
  readonly seconds: number;
  /** For each metric of the task, the value at each exit. */
  readonly metrics: { readonly [metric: string]: readonly number[] };
  readonly steps: readonly StepRecord[];
  readonly evaluation: ExitRecord;
  /** The divergence, if the run diverged. */
  readonly diverged?: DivergedAt;
}
