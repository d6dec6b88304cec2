/** What is kept of a run. */
import type { Constants } from './method';

/** Classes, or the numbers of a regression task. */
export type Labels = Int32Array | Float32Array;

/** Everything an evaluation keeps: the model is run once, exits are decided afterwards. */
export interface ExitRecord {
  /**
   * Depth of each exit, increasing. The last is the model's full depth, which may be less than the encoder's: blocks
   * beyond it are not in it.
   */
  readonly depths: readonly number[];
  readonly encoders: 'shared' | 'separate';
  /** [E, N, C] row-major. */
  readonly logits: Float32Array;
  /** [N] */
  readonly labels: Labels;
  /** C: 1 where an exit answers a number. */
  readonly classes: number;
  /** What else the exits say, by name, such as gates. */
  readonly extras?: { readonly [name: string]: RecordedExtra };
}

/** [E, N, ...shape] row-major. */
export interface RecordedExtra {
  /** Of one exit and example: [] for a number. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One training step as `steps.jsonl` keeps it. */
export interface StepRecord {
  readonly step: number;
  /** Unweighted mean loss of each exit: cross-entropy, or the squared error of numbers. */
  readonly loss: readonly number[];
  readonly learningRate: number;
  /** Global norm before clipping: one number, or one per member of a Multi-Model. */
  readonly gradientNorm: number | readonly number[];
  /** What else the method's loss tells of the step, such as its parts. */
  readonly notes?: { readonly [name: string]: number };
}

/** What identifies a run: plain values only, so that the id can be derived from it. */
export interface RunConfig {
  readonly method: string;
  /** Those of the method, where it has any. */
  readonly constants?: Constants;
  /** Fingerprint of what the method computes; the lab's own have none as long as their names say it (runs/identity). */
  readonly behaviour?: string;
  readonly task: string;
  /** Fingerprint of the examples. */
  readonly data: string;
  readonly encoder: string;
  /** Fingerprint of the encoder's files. */
  readonly weights: string;
  readonly exits: readonly number[];
  readonly pooler: 'shared' | 'per-exit' | 'none';
  readonly pooling: 'cls' | 'mean';
  /** Fingerprint of given heads, or null for heads drawn from the seed. */
  readonly heads: string | null;
  readonly trainSize: number;
  readonly evalSize: number;
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

/** The step, from 1, whose loss or gradient was no number any more, the depth of the exit that it was, and the last step with a checkpoint. */
export interface DivergedAt {
  readonly step: number;
  readonly exit: number;
  /** Its weights are kept with the record; absent where no checkpoint had been written yet. */
  readonly lastGood?: number;
}

/** A finished run. One that diverged has its steps until then, no metrics, and an evaluation of no examples. */
export interface RunRecord {
  readonly id: string;
  readonly folder: string;
  readonly config: RunConfig;
  readonly environment: { readonly [name: string]: string };
  readonly seconds: number;
  /** For each metric of the task, its value at each exit. */
  readonly metrics: { readonly [metric: string]: readonly number[] };
  readonly steps: readonly StepRecord[];
  readonly evaluation: ExitRecord;
  /** Where it ended without a result. */
  readonly diverged?: DivergedAt;
}
