/** How examples leave: what an exit says about one of them, and what decides. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ExitRecord } from './record';

/** What one exit says about one example. */
export interface ExitReading {
  readonly depth: number;
  /** [C] */
  readonly logits: ArrayLike<number>;
  /** What else it says, by name, each flat. */
  readonly extras?: { readonly [name: string]: ArrayLike<number> };
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

/** How exits are decided along a trade-off curve: which signal, at which thresholds, calibrated how. */
export interface ExitPolicy {
  readonly name: string;
  readonly title: string;
  readonly signal: ExitSignal;
  /** The thresholds of a curve, for the record that is decided. */
  thresholds(record: ExitRecord): readonly number[];
  /**
   * What is answered at an exit, as logits [C], from the exits reached, the newest last; absent: what the newest exit
   * itself says. An ensemble changes the answer here.
   */
  answer?(reached: readonly ExitReading[]): ArrayLike<number>;
  /**
   * One exit's answers with a signal that means the same at every exit; absent: as they are. The record has that exit
   * alone, the seed is that of the run.
   */
  calibrate?(exit: ExitRecord, seed: number): ExitRecord;
}
