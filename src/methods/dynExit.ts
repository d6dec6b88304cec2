import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { linearExit } from '../exits/linear';
import { isLossParameter, lossParameter, withLossParameter } from '../exits/lossParameter';
import { plainConfidence } from '../policies/confidence';
import type { LossInputs, Method } from '../types';
import { earlyExit } from './earlyExit';
import { requireConstants, requireExits } from './requires';

/** The constants of DynExit. Both are inferred. */
export interface DynExitOptions {
  /** λ, which keeps the weights from 0. An exit of two classes that knows nothing keeps its first weight at ½ ln 2. */
  readonly regularisation?: number;
  /** The learning rate of the weights, as a factor of that of the run. */
  readonly weightRate?: number;
}

/**
 * DynExit (Wang et al. 2019): the weight of each exit's loss is learned, L = Σ_m σ(w_m)·L_m with the sigmoid σ. The
 * weights start at ½, because w_m starts at 0. An example leaves by confidence.
 *
 * There is no public code. Inferred: without a constraint all weights go to 0, so that the loss has the term
 * -λ Σ_m ln σ(w_m). A weight then rests at σ(w_m) = λ / L_m, or rises towards 1 where L_m < λ. The rate of the weights
 * is a multiple of that of the run, because the rate of fine-tuning would hardly move them. Each step notes the weights.
 */
export function dynExit({ regularisation = 0.35, weightRate = 100 }: DynExitOptions = {}): Method {
  requireConstants({ regularisation, weightRate });
  return {
    ...earlyExit,
    name: 'dynexit',
    title: 'DynExit',
    paper: 'Wang et al. 2019',
    constants: { regularisation, weightRate },
    exit: withLossParameter(linearExit, () => 1),
    loss: (inputs) => weighed(inputs, regularisation),
    stages: [
      {
        name: 'training',
        share: 1,
        rateFactor: ({ name }) => (isLossParameter(name) ? weightRate : 1),
      },
    ],
    decides: plainConfidence,
    check: (model) => requireExits(model, 'DynExit', 'it learns how much each exit weighs beside the others'),
  };
}

/** Σ_m σ(w_m)·L_m - λ Σ_m ln σ(w_m), where -ln σ(w) = softplus(-w). */
function weighed({ losses, parameters, note }: LossInputs, regularisation: number): Scalar {
  const terms = losses.map((loss, m) => {
    const w = tf.reshape(lossParameter(parameters, m), []) as Scalar;
    const weight = tf.sigmoid(w);
    note(`weight-${m + 1}`, weight);
    return tf.add<Scalar>(tf.mul(weight, loss), tf.mul(regularisation, tf.softplus(tf.neg(w))));
  });
  return tf.addN(terms);
}
