import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { cascaded } from '../exits/cascaded';
import { ensembled } from '../exits/ensembled';
import { linearExit } from '../exits/linear';
import { ensemblePolicy } from '../policies/ensemble';
import { targetOf } from '../targets';
import type { LossInputs, Method, Parameter } from '../types';
import { earlyExit } from './earlyExit';
import { requireClasses } from './requires';
import { isOfFullModel, lastLoss } from './stages';

const isOfEnsemble = ({ name }: Parameter): boolean => name.includes('.ensemble.');

/** Σ_j L_j / E */
const meanLoss = ({ losses }: LossInputs): Scalar => tf.mean(tf.stack([...losses]));

/** The mean over exits of the losses of the ensembles. */
function meanEnsembleLoss({ exits, labels }: LossInputs): Scalar {
  const losses = exits.map(({ logits, extras }) => {
    if (!extras?.ensemble) throw new Error('expected exits with the extra `ensemble`');
    return targetOf(logits.shape[1]).loss(extras.ensemble as typeof logits, labels);
  });
  return tf.mean(tf.stack(losses));
}

/**
 * Zero Time Waste (Wołczyk et al. 2021). Stage 1 fine-tunes the encoder on the last exit's loss. Stage 2 freezes it
 * and trains cascaded heads, which use the previous head's logits. Stage 3 trains the geometric ensembles. The
 * published code starts from a fine-tuned encoder and has learning rates of 0.01 for heads and 0.001 for ensembles.
 */
export const ztw: Method = {
  ...earlyExit,
  name: 'ztw',
  title: 'Zero Time Waste',
  paper: 'Wołczyk et al. 2021',
  exit: ensembled(cascaded(linearExit)),
  stages: [
    {
      name: 'encoder',
      share: 1 / 3,
      trains: (parameter) => isOfFullModel(parameter) && !isOfEnsemble(parameter),
      loss: lastLoss,
    },
    {
      name: 'cascade',
      share: 1 / 3,
      trains: (parameter) => isOfHead(parameter),
      loss: meanLoss,
      learningRate: 1e-2,
    },
    { name: 'ensembles', share: 1 / 3, trains: isOfEnsemble, loss: meanEnsembleLoss, learningRate: 1e-3 },
  ],
  decides: ensemblePolicy,
  check: (model) => requireClasses(model, 'Zero Time Waste'),
};

/** Whether a parameter belongs to a head or its cascade. A pooler belongs to the frozen encoder. */
function isOfHead(parameter: Parameter): boolean {
  return parameter.exit !== null && !isOfEnsemble(parameter) && !parameter.name.includes('.pooler.');
}
