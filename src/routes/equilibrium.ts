import { scaleGradient } from '../ops/scaleGradient';
import type { Route } from '../types';

/**
 * ElasticBERT's gradient equilibrium (Liu et al. 2022, after Li et al. 2019): at the hidden state of exit i, counted
 * from 0, of E, the gradient is 1/(E - i) of its own exit's and (E - i - 1)/(E - i) of the one from the blocks above.
 */
export const equilibrium: Route = {
  intoExit: (hidden, { exit, exits }) => scaleGradient(hidden, 1 / (exits - exit)),
  onward: (hidden, { exit, exits }) => scaleGradient(hidden, (exits - exit - 1) / (exits - exit)),
};
