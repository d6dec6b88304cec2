import * as tf from '@tensorflow/tfjs-core';
import { linearExit } from '../exits/linear';
import { calibratedConfidence } from '../policies/confidence';
import { straight } from '../routes';
import type { Method } from '../types';

/** Early-Exit (Schwartz et al. 2020b, as in SWEET §2): one encoder, the unweighted sum of every exit's loss. */
export const earlyExit: Method = {
  name: 'early-exit',
  title: 'Early-Exit',
  paper: 'Schwartz et al. 2020',
  encoders: 'shared',
  exit: linearExit,
  route: straight,
  loss: ({ losses }) => tf.addN([...losses]),
  decides: calibratedConfidence,
};
