/** Tasks, their examples and batches. */

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
