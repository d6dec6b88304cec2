import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { differentiate } from '../ops/differentiate';
import type { Route, RoutePlace } from '../types';

/**
 * Whether a gradient crosses an exit of a model with these depths, that is, flows from the blocks above to those below.
 */
export const crosses = (route: Route, depths: readonly number[]): boolean =>
  depths.slice(0, -1).some((depth, exit) => letsThrough(route, { exit, exits: depths.length, depth }));

const letsThrough = (route: Route, at: RoutePlace): boolean =>
  inPlainJavaScript(() =>
    tf.tidy(() => {
      const hidden = tf.tensor2d([0.5, -2, 3, 40], [2, 2]);
      const { gradients } = differentiate([hidden], ([h]) => ({
        y: tf.sum(route.onward(h as Tensor2D, at)),
        beside: [],
      }));
      return gradients[0].dataSync().some((value) => value !== 0);
    }),
  );
