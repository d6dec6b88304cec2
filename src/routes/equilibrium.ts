import { scaleGradient } from '../ops/scaleGradient';
import type { Route } from '../types';

/**
 * ElasticBERT's gradient equilibrium (Liu et al. 2022, after Li et al. 2019). At the hidden state of exit i, counted
 * from 0, of E exits, the gradient of the exit itself is scaled by 1/(E - i), and the gradient from the blocks above by
 * (E - i - 1)/(E - i).
 */
export const equilibrium: Route = {
  intoExit: (hidden, { exit, exits }) => scaleGradient(hidden, 1 / (exits - exit)),
  onward: (hidden, { exit, exits }) => scaleGradient(hidden, (exits - exit - 1) / (exits - exit)),
};
