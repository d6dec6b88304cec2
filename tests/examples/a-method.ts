import * as tf from '@tensorflow/tfjs-core';
import { earlyExit, type Method } from 'early-exit-lab';

/** First the last exit alone, which makes the encoder a good one; then every exit, the later ones weighing more. */
export const deepFirst: Method = {
  ...earlyExit,
  name: 'deep-first',
  title: 'Deep first',
  paper: 'an example',
  loss: ({ losses }) => tf.addN(losses.map((loss, e) => tf.mul<tf.Scalar>(loss, e + 1))),
  stages: [
    {
      name: 'last exit',
      share: 1,
      trains: ({ exit, exits }) => exit === null || exit === exits - 1,
      loss: ({ losses }) => losses[losses.length - 1],
    },
    { name: 'all exits', share: 3 },
  ],
};
