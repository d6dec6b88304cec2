/**
 * The nouns of the lab. Axes: B batch, T tokens, H hidden, A heads, E exits, C classes, N examples, M depth.
 * An *exit* (others: highway, off-ramp, internal classifier) is a classifier after some block of the encoder;
 * its *depth* is the number of blocks run before it, counted from 1.
 */
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Tensors have the operations as methods, `losses[0].mul(2)`, once a backend is open. */
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';

// ---- text ----

/** One labelled example. `difficulty` (1 to 5) and `why` are known only for generated tasks. */
export interface Example {
  readonly sentence1: string;
  readonly sentence2?: string;
  /** A class, counted from 0, or the number that a regression task asks for. */
  readonly label: number;
  readonly difficulty?: number;
  readonly why?: string;
}

export type MetricName = 'accuracy' | 'f1' | 'matthews' | 'pearson' | 'spearman';

/** A task: what its labels are called and how it is scored. The first metric is the one that curves show. */
export interface Task {
  readonly name: string;
  /** Names of the classes, the index being the label; or one name, of the number that is asked for. C = labels.length. */
  readonly labels: readonly string[];
  /** The least and the largest label, where it is a number. */
  readonly range?: readonly [low: number, high: number];
  readonly metrics: readonly [MetricName, ...MetricName[]];
  readonly pair: boolean;
}

/** The examples of a task, as read from disk. `fingerprint` changes when any of them does. */
export interface Dataset {
  readonly task: Task;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  /** Only generated tasks and a person's own may have it. */
  readonly test?: readonly Example[];
  /** How many rows of the files were passed over: QQP's short ones. */
  readonly skippedRows?: number;
  readonly fingerprint: string;
}

/** Token ids of one example, special tokens included, not padded. */
export interface EncodedExample {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly label: number;
}

/** B examples padded to T tokens, row-major. `mask` is 1 on real tokens and 0 on padding. `rows` indexes the examples. */
export interface Batch {
  readonly size: number;
  readonly length: number;
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
  readonly labels: Float32Array;
  readonly rows: Int32Array;
  /** [K]: what the method's schedule says of the step that takes the batch. */
  readonly schedule?: Float32Array;
}

// ---- models ----

/** Parameters by name, Hugging Face's names, linear weights [out, in]. */
export type Parameters<T> = { readonly [name: string]: T };

/** What one exit says about a batch. */
export interface ExitOutput {
  readonly depth: number;
  /** [B, C] */
  readonly logits: Tensor2D;
  /** [B, H]: what the linear head saw, before dropout. */
  readonly features: Tensor2D;
  /** [B], in (0, 1): what the gate says, where the method trains gates. */
  readonly gate?: Tensor1D;
}

/** What the exits of a model are asked for: a class or a number. */
export interface Target {
  readonly name: 'classification' | 'regression';
  /** What its predictions can be scored by. */
  readonly metrics: readonly MetricName[];
  /** How files keep the labels. */
  readonly kept: 'integers' | 'floats';
  /** The mean loss of one exit over a batch, from logits [B, C] and labels float32 [B]. */
  loss(logits: Tensor2D, labels: Tensor1D): Scalar;
  /** How right each prediction is, in [0, 1], [B]: what a gate learns. A constant to the gradient. */
  rightness(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** Labels [N] as records have them. */
  labels(values: Iterable<number>): Labels;
  /** The predictions that logits [..., C] stand for. */
  predictions(logits: Float32Array, classes: number): Labels;
}

/** How a multi-exit model is trained. Each paper's method is one small object of this type. */
export interface Method {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  /** 'separate': one encoder for each exit (Multi-Model), each clipped alone. */
  readonly encoders: 'shared' | 'separate';
  /** Linear heads with a sigmoid that learn when to leave, beside the classifiers: one for each exit, or one for all. */
  readonly gates?: 'per-exit' | 'shared';
  /**
   * What the next block receives after an exit, [N, H]: the same for EE, stopGradient for SWEET. It is called in
   * training and in evaluation alike, so it is a function of `hidden` alone.
   */
  handoff(hidden: Tensor2D): Tensor2D;
  /** The plain numbers and names that the method is made with, where it is one of many: they identify its runs. */
  readonly constants?: Constants;
  /** The loss of an exit depends on what others say: none can be differentiated before all have run. */
  readonly mixesExits?: boolean;
  /** Throws LabError where the method cannot train such exits. */
  check?(exits: { readonly depths: readonly number[]; readonly classes: number }): void;
  /** K numbers that change from step to step, such as the weights of the exits' losses; `before` are all steps so far. */
  schedule?(step: Step, before: readonly StepRecord[]): readonly number[];
  /**
   * The scalar that is differentiated, from the mean loss of each exit (E scalars); `schedule` is [K]. The gradient of
   * a parameter that it does not reach is zero: it stays as it is. The loss is a function of its arguments alone, made
   * with tensors: it may be recorded once and replayed. What changes from step to step is for `schedule` to say.
   */
  loss(
    exitLosses: readonly Scalar[],
    exits: readonly ExitOutput[],
    labels: Tensor1D,
    schedule?: Tensor1D,
    note?: Note,
  ): Scalar;
}

export type Constants = { readonly [name: string]: string | number };

/** Keeps a number of a step in its record. */
export type Note = (name: string, value: Scalar) => void;

/** Where in a run a step is. */
export interface Step {
  /** Counted from 1. */
  readonly t: number;
  /** Of the whole run. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** E */
  readonly exits: number;
  /** The run's. */
  readonly seed: number;
}

// ---- records ----

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
  /** [E, N]: what the gates say, where the method trained gates. */
  readonly gates?: Float32Array;
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

// ---- exit decisions ----

/** What one exit says about one example: its logits, and its gate where it has one. */
export interface ExitReading {
  readonly depth: number;
  readonly logits: ArrayLike<number>;
  readonly gate?: number;
}

/** Decides whether to leave. It sees only the exits already reached, the newest last. */
export interface ExitSignal {
  readonly name: string;
  readonly paper: string;
  readonly exitsWhen: 'score >= threshold' | 'score > threshold' | 'score < threshold';
  /** The least and the largest score among C classes, where there are such: thresholds of a curve lie between them. */
  range?(classes: number): readonly [least: number, largest: number];
  score(reached: readonly ExitReading[]): number;
}

/** A signal that training can move: the same function of an exit's logits for a reading and, differentiable, for a batch. */
export interface DifferentiableSignal extends ExitSignal {
  range(classes: number): readonly [least: number, largest: number];
  /** logits [B, C] -> [B] */
  of(logits: Tensor2D): Tensor1D;
}
