/** What stages of several methods have in common. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { LossInputs, Parameter, Stage } from '../types';

/** Whether a parameter is the encoder's, what exits share, or the last exit's: what the last exit's loss reaches. */
export const isOfFullModel = ({ exit, exits }: Parameter): boolean => exit === null || exit === exits - 1;

/** L_E */
export const lastLoss = ({ losses }: LossInputs): Scalar => losses[losses.length - 1];

/** The encoder with its last exit alone, as a model without early exits is trained. */
export const fullModel: Omit<Stage, 'share'> = {
  name: 'full model',
  trains: isOfFullModel,
  loss: lastLoss,
};
