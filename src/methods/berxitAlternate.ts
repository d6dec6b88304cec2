import * as tf from '@tensorflow/tfjs-core';
import { quantilePolicy } from '../policies/quantile';
import { entropy } from '../signals/entropy';
import type { Method } from '../types';
import { berxit } from './berxit';
import { earlyExit } from './earlyExit';

/**
 * BERxiT's alternating training without gates (Xin et al. 2021, `alternate` in its code): L_t = L_E at odd steps and
 * Σ_m L_m, the last exit among them, at even steps. Steps are counted from 1, as in the paper; the code counts from 0,
 * and anew in each epoch. `berxit` is the form with gates, whose even steps leave the last exit out. Examples leave by
 * entropy, as in the code.
 */
export const berxitAlternate: Method = {
  ...earlyExit,
  name: 'berxit-alternate',
  title: 'BERxiT without gates',
  paper: berxit.paper,
  check: berxit.check,
  schedule: ({ t, exits }) => Array.from({ length: exits }, (_, e) => Number(e === exits - 1 || t % 2 === 0)),
  loss: ({ losses, schedule }) => tf.sum(tf.mul(tf.stack([...losses]), schedule ?? 1)),
  decides: quantilePolicy(entropy),
};
