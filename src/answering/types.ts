/** Questions, answers, and the parts of the engine that answers. */
import type { ExitPolicy } from '../types';

/** One answer. */
export interface Answer {
  /** The label's name, or the number of a regression task. */
  readonly label: string | number;
  /** The depth of the exit where the example left. */
  readonly exit: number;
  /** The signal's score there (at the last exit too). */
  readonly score: number;
  /** [C], what the policy answers. */
  readonly logits: Float32Array;
  /** The text was longer than the model's limit, and was cut. */
  readonly truncated: boolean;
}

export interface AnswerOptions {
  /** When an example leaves. A policy with a calibration is refused. */
  readonly policy: ExitPolicy;
  readonly threshold: number;
  /** The largest number of examples that run together. Default: 32. */
  readonly batch?: number;
}

/** A text, or a pair. */
export type Text = string | readonly [string, string];

/** A model that answers. Questions wait in one queue; batches are refilled from it. */
export interface Answers {
  /**
   * Resolves when the example has left. Questions asked meanwhile share batches. Rejects with LabError for a text that
   * the task cannot take.
   */
  ask(text: Text): Promise<Answer>;
  /** The number of questions that have been asked and not answered. */
  readonly waiting: number;
  /** What has been run so far. */
  readonly work: readonly SegmentWork[];
  /** Frees the memory. Waiting questions are rejected. */
  close(): void;
}

/** What has been run of one segment: the blocks up to an exit. */
export interface SegmentWork {
  /** The number of blocks of the segment. */
  readonly blocks: number;
  readonly batches: number;
  /** The number of examples in all of its batches. */
  readonly examples: number;
  readonly seconds: number;
}
