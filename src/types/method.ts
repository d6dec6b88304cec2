/** How a multi-exit model is trained. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ExitPolicy } from './decision';
import type { ExitModule, ExitOutput, Place } from './exit';
import type { StepRecord } from './record';
import type { Stage } from './stage';

/** Each paper's method is one small object of this type. What a variant has otherwise is a spread. */
export interface Method {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  /** The plain numbers and names that the method is made with, where it is one of many: they identify its runs. */
  readonly constants?: Constants;
  /** 'separate': one encoder for each exit (Multi-Model), each clipped alone. */
  readonly encoders: 'shared' | 'separate';
  /** What each exit computes from the state that it is given. */
  readonly exit: ExitModule;
  /** How gradients travel at an exit. */
  readonly route: Route;
  /**
   * The scalar that is differentiated. The gradient of a parameter that it does not reach is zero: the parameter stays
   * as it is. The loss is a function of its arguments alone, made with tensors: it is recorded once and replayed. What
   * changes from step to step is for `schedule` to say.
   */
  loss(inputs: LossInputs): Scalar;
  /**
   * K numbers that change from step to step, such as the weights of the exits' losses; `before` are the steps of the
   * stage so far.
   */
  schedule?(step: Step, before: readonly StepRecord[]): readonly number[];
  /** The parts of training, one after the other; absent: one, in which everything is trained by `loss`. */
  readonly stages?: readonly Stage[];
  /** What becomes of the gradients of the exits' losses; absent: their sum. */
  readonly combine?: Combine;
  /** The loss of an exit depends on what others say: none can be differentiated before all have run. */
  readonly mixesExits?: boolean;
  /** The settings of a run that the method's own paper has otherwise than the recipe. */
  readonly recipe?: { readonly pooler?: Place['pooler'] };
  /** How the method's own paper lets examples leave. Curves and figures of its runs use it. */
  readonly decides: ExitPolicy;
  /** Throws LabError where the method cannot train such exits. */
  check?(model: CheckedModel): void;
}

/** What a method can look at before it trains. */
export interface CheckedModel {
  readonly depths: readonly number[];
  readonly classes: number;
  readonly pooler: Place['pooler'];
}

export type Constants = { readonly [name: string]: string | number };

/** How gradients travel at an exit. Both functions keep the values, [N, H] -> [N, H]. */
export interface Route {
  /** What the exit is given. */
  intoExit(hidden: Tensor2D, at: RoutePlace): Tensor2D;
  /** What the next block is given. */
  onward(hidden: Tensor2D, at: RoutePlace): Tensor2D;
}

export type RoutePlace = Pick<Place, 'exit' | 'exits' | 'depth'>;

/** What a loss is made from. */
export interface LossInputs {
  /** E */
  readonly exits: readonly ExitOutput[];
  /** Mean loss of each exit, E scalars: cross-entropy, or the squared error of numbers. */
  readonly losses: readonly Scalar[];
  /** The loss of each example at each exit, [E, B]. */
  readonly perExample: Tensor2D;
  /** float32 [B] */
  readonly labels: Tensor1D;
  /** [K]; absent where the method has no schedule. */
  readonly schedule?: Tensor1D;
  /** Uniform numbers in [0, 1), from the step's seed; each call of a loss draws others. */
  random(shape: readonly number[]): Tensor;
  readonly note: Note;
}

/** Keeps a number of a step in its record. */
export type Note = (name: string, value: Scalar) => void;

/**
 * The gradients of the exits' losses with respect to one group of parameters as one vector, [P] each, to the one that
 * moves the group, [P]. Groups are the embeddings, each block, each pooler, and the rest of each exit. An exit is left
 * out where its loss does not reach the group.
 */
export type Combine = (gradients: readonly Tensor1D[]) => Tensor1D;

/** Where in a stage a step is. */
export interface Step {
  /** Counted from 1. */
  readonly t: number;
  /** Of the whole stage. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** E */
  readonly exits: number;
  /** The run's. */
  readonly seed: number;
}
