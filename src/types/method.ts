/** How a multi-exit model is trained. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ExitPolicy } from './decision';
import type { Parameters } from './encoder';
import type { ExitModule, ExitOutput, Place } from './exit';
import type { StepRecord } from './record';
import type { Stage } from './stage';

/** A training method. Each paper's method is one small object of this type; a variant is a spread of another method. */
export interface Method {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  /** The constants of a method that has several variants, as plain numbers and names. They identify its runs. */
  readonly constants?: Constants;
  /** 'separate': one encoder for each exit (Multi-Model), each with its own gradient clipping. */
  readonly encoders: 'shared' | 'separate';
  /** The computation of each exit from its hidden state. */
  readonly exit: ExitModule;
  /** How gradients flow at an exit. */
  readonly route: Route;
  /**
   * The scalar to differentiate. The gradient of a parameter on which it does not depend is zero, so the parameter does
   * not change. The loss must be a pure function of its arguments, computed with tensors, because it is recorded once
   * and then replayed. Values that change from step to step come from `schedule`.
   */
  loss(inputs: LossInputs): Scalar;
  /**
   * K numbers that change from step to step, such as the weights of the exits' losses. `before` holds the earlier steps
   * of the stage.
   */
  schedule?(step: Step, before: readonly StepRecord[]): readonly number[];
  /** The stages of training, in order. Default: one stage that trains all parameters with `loss`. */
  readonly stages?: readonly Stage[];
  /** Combines the gradients of the exits' losses, or of the terms if there are `terms`. Default: their sum. */
  readonly combine?: Combine;
  /** The terms of the loss whose gradients `combine` gets, in this order. Their sum is the loss, in every stage. */
  readonly terms?: { readonly [name: string]: (inputs: LossInputs) => Scalar };
  /** The loss of an exit depends on the outputs of other exits, so no exit can be differentiated alone. */
  readonly mixesExits?: boolean;
  /** The settings in which the method's paper differs from the SWEET recipe. */
  readonly recipe?: { readonly pooler?: Place['pooler'] };
  /** The exit policy of the method's paper. Curves and figures of its runs use it. */
  readonly decides: ExitPolicy;
  /** Throws LabError if the method cannot train such exits. */
  check?(model: CheckedModel): void;
}

/** The facts about a model that a method can check before training. */
export interface CheckedModel {
  readonly depths: readonly number[];
  readonly classes: number;
  readonly pooler: Place['pooler'];
}

export type Constants = { readonly [name: string]: string | number };

/**
 * How gradients flow at an exit. Both functions return the values unchanged, [N, H] -> [N, H]. In a training step they
 * get the schedule of the method, [K], if it has one.
 */
export interface Route {
  /** The input of the exit. */
  intoExit(hidden: Tensor2D, at: RoutePlace, schedule?: Tensor1D): Tensor2D;
  /** The input of the next block. */
  onward(hidden: Tensor2D, at: RoutePlace, schedule?: Tensor1D): Tensor2D;
}

export type RoutePlace = Pick<Place, 'exit' | 'exits' | 'depth'>;

/** The inputs of a loss. */
export interface LossInputs {
  /** E */
  readonly exits: readonly ExitOutput[];
  /** The mean loss of each exit, E scalars: cross-entropy, or the squared error for regression. */
  readonly losses: readonly Scalar[];
  /** The loss of each example at each exit, [E, B]. */
  readonly perExample: Tensor2D;
  /** float32 [B] */
  readonly labels: Tensor1D;
  /** [K]; absent if the method has no schedule. */
  readonly schedule?: Tensor1D;
  /** [B]: what the stage remembers of each example; absent if neither it nor a stage before it remembers anything. */
  readonly memory?: Tensor1D;
  /** The parameters of the model, such as those that only the loss reads (`withLossParameter`). */
  readonly parameters: Parameters<Tensor>;
  /** Uniform random numbers in [0, 1) from the seed of the step. Each call draws new numbers. */
  random(shape: readonly number[]): Tensor;
  readonly note: Note;
}

/** Stores a number of a step in its record. */
export type Note = (name: string, value: Scalar) => void;

/**
 * Combines the gradients of the exits' losses for one group of parameters: one vector [P] for each exit -> the update
 * direction [P]. Groups are the embeddings, each block, each pooler, and the other parameters of each exit. An exit is
 * omitted if its loss does not depend on the group. A term is never omitted; it may have the gradient zero.
 */
export type Combine = (gradients: readonly Tensor1D[]) => Tensor1D;

/** The position of a step in its stage. */
export interface Step {
  /** Counted from 1. */
  readonly t: number;
  /** The number of steps of the stage. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** E */
  readonly exits: number;
  /** The seed of the run. */
  readonly seed: number;
}
