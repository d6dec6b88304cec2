import * as tf from '@tensorflow/tfjs-core';
import { onTightFrame } from '../exits/onTightFrame';
import { patiencePolicy } from '../policies/patience';
import type { CheckedModel, Method, Parameter } from '../types';
import { earlyExit } from './earlyExit';
import { requireClasses, requireExits } from './requires';
import { fullModel, isOfFullModel } from './stages';

/** The fixed classifiers are trained in no stage. */
const isOfFrame = ({ name }: Parameter): boolean => name.includes('.frame.');

/** Whether a parameter belongs to an adapter or to the normalisation of a classifier; a pooler stays frozen. */
const isOfInternalExit = (parameter: Parameter): boolean =>
  !isOfFullModel(parameter) && !isOfFrame(parameter) && !parameter.name.includes('.pooler.');

/**
 * DisentangledEE (Ji et al. 2023), also ETFEE: every classifier is a fixed equiangular tight frame, and an adapter
 * makes the state of an exit fit for it (`onTightFrame`). Stage 1 trains the encoder and the last exit on L_E. Stage 2
 * freezes them and trains the adapters and the norms of the classifiers on Σ_{j<E} (E - j)·L_j / Σ_{j<E} (E - j), with
 * j = 1..E. An example leaves by patience.
 *
 * The shares are the published epochs, 5 and about 1, and the rate of stage 2 is that of the published code, 8e-3;
 * stage 1 has the rate of the run. Two deviations from the published code. The norm before the classifier is LayerNorm,
 * where the code has BatchNorm: running means are a state that no gradient moves, and the answer for an example would
 * depend on its batch in training. The adapter reads the row of the exit's block; the code has it inside the block,
 * beside the feed-forward layer.
 */
export const disentangledEe: Method = {
  ...earlyExit,
  name: 'disentangled-ee',
  title: 'DisentangledEE',
  paper: 'Ji et al. 2023',
  exit: onTightFrame,
  stages: [
    {
      ...fullModel,
      share: 5,
      trains: (parameter) => isOfFullModel(parameter) && !isOfFrame(parameter),
    },
    {
      name: 'adapters',
      share: 1,
      learningRate: 8e-3,
      trains: isOfInternalExit,
      loss: ({ losses }) => {
        const weights = losses.slice(0, -1).map((_, e) => losses.length - 1 - e);
        const total = weights.reduce((sum, weight) => sum + weight);
        return tf.addN(weights.map((weight, e) => tf.mul<tf.Scalar>(losses[e], weight / total)));
      },
    },
  ],
  decides: patiencePolicy,
  check,
};

function check(model: CheckedModel): void {
  requireClasses(model, 'DisentangledEE', 'its classifiers have a direction for each class');
  requireExits(model, 'DisentangledEE', 'it trains the other exits after the last one');
}
