import { linearExit } from './linear';
import type { MultiExit } from './model';

/** The same encoder with one linear exit, after the last block of the model: a model without early exits. */
export const plainModel = (model: MultiExit): MultiExit => ({
  ...model,
  depths: model.depths.slice(-1),
  encoders: 'shared',
  exit: linearExit,
});
