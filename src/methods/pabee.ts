import * as tf from '@tensorflow/tfjs-core';
import { patiencePolicy } from '../policies/patience';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/**
 * PABEE (Zhou et al. 2020): later exits weigh more, L = Σ_j j·L_j / Σ_j j, with j = 1..E counting the exits in
 * order; an example leaves where `patience` exits in a row have agreed with the one before.
 */
export const pabee: Method = {
  ...earlyExit,
  name: 'pabee',
  title: 'PABEE',
  paper: 'Zhou et al. 2020',
  loss: ({ losses }) => {
    const total = (losses.length * (losses.length + 1)) / 2;
    return tf.addN(losses.map((loss, e) => tf.mul<tf.Scalar>(loss, (e + 1) / total)));
  },
  decides: patiencePolicy,
};
