/** Tasks, their examples and batches. */

/** One labelled example. `difficulty` (1 to 5) and `why` are known only for generated tasks. */
export interface Example {
  readonly sentence1: string;
  readonly sentence2?: string;
  /** A class, counted from 0, or the number of a regression task. */
  readonly label: number;
  readonly difficulty?: number;
  readonly why?: string;
}

export type MetricName = 'accuracy' | 'f1' | 'matthews' | 'pearson' | 'spearman';

/** A task: the names of its labels and its metrics. Curves show the first metric. */
export interface Task {
  readonly name: string;
  /** The names of the classes by label, or the one name of the number of a regression task. C = labels.length. */
  readonly labels: readonly string[];
  /** The smallest and the largest label of a regression task. */
  readonly range?: readonly [low: number, high: number];
  readonly metrics: readonly [MetricName, ...MetricName[]];
  readonly pair: boolean;
}

/** The examples of a task, read from disk. `fingerprint` changes if an example changes. */
export interface Dataset {
  readonly task: Task;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  /** Only generated tasks and custom tasks can have a test set. */
  readonly test?: readonly Example[];
  /** The number of rows that were skipped: short rows of QQP. */
  readonly skippedRows?: number;
  /** The repository of the Hugging Face Hub and its commit, if the examples are from there. */
  readonly source?: string;
  readonly fingerprint: string;
}

/** The token ids of one example, with special tokens and without padding. */
export interface EncodedExample {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly label: number;
}

/**
 * B examples padded to T tokens, row-major. `mask` is 1 at real tokens and 0 at padding. `rows` indexes the examples.
 */
export interface Batch {
  readonly size: number;
  readonly length: number;
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
  readonly labels: Float32Array;
  readonly rows: Int32Array;
  /** [K]: the values of the method's schedule at the step of this batch. */
  readonly schedule?: Float32Array;
  /** [B]: what the stage remembers of each example. */
  readonly memory?: Float32Array;
}
