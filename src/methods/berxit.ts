import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { gated } from '../exits/gated';
import { linearExit } from '../exits/linear';
import { uncertainExit } from '../policies/gates';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { gateError, rightness } from './learningToExit';

/**
 * BERxiT (Xin et al. 2021): one gate for all exits learns that a prediction is wrong. The steps alternate between the
 * loss of the last exit and the sum of the losses of the others.
 * L_t = Σ_m w_m(t)·L_m + 1/E Σ_m mean_n (g_m - 1[ŷ_m ≠ y])², with w(t) from the schedule.
 * For regression, tanh|ŷ_m - y| replaces 1[ŷ_m ≠ y]. In BERxiT's code each exit has its own pooler: `pooler:
 * 'per-exit'`.
 */
export const berxit: Method = {
  ...earlyExit,
  name: 'berxit',
  title: 'BERxiT',
  paper: 'Xin et al. 2021',
  exit: gated(linearExit, 'shared'),
  check: ({ depths }) => {
    if (depths.length >= 2) return;
    throw new LabError(
      `BERxiT: expected 2 exits or more, got ${depths.length}; ` +
        'it trains the last exit at odd steps and the others at even steps',
    );
  },
  schedule: ({ t, exits }) =>
    Array.from({ length: exits }, (_, e) => Number((e === exits - 1) === (t % 2 === 1))),
  loss: ({ losses, exits, labels, schedule }) => {
    const errors = exits.map((exit) => gateError(exit, tf.sub(1, rightness(exit, labels))));
    return tf.add(tf.sum(tf.mul(tf.stack([...losses]), schedule ?? 1)), tf.mean(tf.stack(errors)));
  },
  decides: uncertainExit,
};
