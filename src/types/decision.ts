/** Exit decisions: the outputs of an exit for one example, and the policy that decides. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ExitRecord } from './record';

/** The outputs of one exit for one example. */
export interface ExitReading {
  readonly depth: number;
  /** [C] */
  readonly logits: ArrayLike<number>;
  /** Other outputs by name, each flattened. */
  readonly extras?: { readonly [name: string]: ArrayLike<number> };
}

/**
 * A score that decides whether an example leaves. It sees only the exits already reached, the newest last. The next
 * example may be read into the same arrays, so a signal must not keep them.
 */
export interface ExitSignal {
  readonly name: string;
  readonly paper: string;
  readonly exitsWhen: 'score >= threshold' | 'score > threshold' | 'score < threshold';
  /** The bounds of the score for C classes, if it has any. The thresholds of a curve lie between them. */
  range?(classes: number): readonly [least: number, largest: number];
  score(reached: readonly ExitReading[]): number;
}

/** A differentiable signal: the same function of an exit's logits, for one reading and for a batch. */
export interface DifferentiableSignal extends ExitSignal {
  range(classes: number): readonly [least: number, largest: number];
  /** logits [B, C] -> [B] */
  of(logits: Tensor2D): Tensor1D;
}

/** An exit policy along a trade-off curve: the signal, its thresholds and its calibration. */
export interface ExitPolicy {
  readonly name: string;
  readonly title: string;
  readonly signal: ExitSignal;
  /** The thresholds of a curve for this record. */
  thresholds(record: ExitRecord): readonly number[];
  /**
   * The answer at an exit, as logits [C], from the exits reached, the newest last. An ensemble changes the answer here.
   * Default: the logits of the newest exit.
   */
  answer?(reached: readonly ExitReading[]): ArrayLike<number>;
  /**
   * Calibrates one exit, so that its signal is comparable between exits. The record has only this exit; the seed is
   * that of the run. Default: no calibration.
   */
  calibrate?(exit: ExitRecord, seed: number): ExitRecord;
}
