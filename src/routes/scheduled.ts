import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { scaleGradientBy } from '../ops/scaleGradient';
import type { Route, RoutePlace } from '../types';

/**
 * The schedule says at each step how gradients pass an exit. Number d of the schedule, counted from 1, is the factor of
 * every gradient at an exit at depth d: 0 detaches the blocks below, 1 changes nothing. Gradients at deeper exits do
 * not change.
 */
export const scheduled: Route = { intoExit: passed, onward: passed };

function passed(hidden: Tensor2D, { depth }: RoutePlace, schedule?: Tensor1D): Tensor2D {
  if (!schedule || depth > schedule.size) return hidden;
  return scaleGradientBy(hidden, tf.slice(schedule, depth - 1, 1));
}
