import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { differentiate } from '../ops/differentiate';
import type { Route } from '../types';

/** A place in the middle of a model. */
const MIDDLE = { exit: 1, exits: 4, depth: 2 };

/** Whether some gradient of the blocks above an exit reaches the blocks below it. */
export const crosses = (route: Route): boolean =>
  inPlainJavaScript(() =>
    tf.tidy(() => {
      const hidden = tf.tensor2d([0.5, -2, 3, 40], [2, 2]);
      const { gradients } = differentiate([hidden], ([h]) => ({
        y: tf.sum(route.onward(h as Tensor2D, MIDDLE)),
        beside: [],
      }));
      return gradients[0].dataSync().some((value) => value !== 0);
    }),
  );
