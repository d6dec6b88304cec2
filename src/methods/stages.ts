/** Parts that the stages of several methods share. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { LossInputs, Parameter, Stage } from '../types';

/**
 * Whether a parameter belongs to the encoder, to all exits or to the last exit: the loss of the last exit depends on
 * it.
 */
export const isOfFullModel = ({ exit, exits }: Parameter): boolean => exit === null || exit === exits - 1;

/** The loss of the last exit, L_E. */
export const lastLoss = ({ losses }: LossInputs): Scalar => losses[losses.length - 1];

/** The stage that trains the encoder and its last exit as a model without early exits. */
export const fullModel: Omit<Stage, 'share'> = {
  name: 'full model',
  trains: isOfFullModel,
  loss: lastLoss,
};
