import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { cascaded } from '../exits/cascaded';
import { ensembled } from '../exits/ensembled';
import { linearExit } from '../exits/linear';
import { ensemblePolicy } from '../policies/ensemble';
import { targetOf } from '../targets';
import type { CheckedModel, LossInputs, Method, Parameter } from '../types';
import { earlyExit } from './earlyExit';
import { isOfFullModel, lastLoss } from './stages';

const isOfEnsemble = ({ name }: Parameter): boolean => name.includes('.ensemble.');

/** Σ_j L_j / E */
const meanLoss = ({ losses }: LossInputs): Scalar => tf.mean(tf.stack([...losses]));

/** The mean over exits of the ensembles' losses. */
function meanEnsembleLoss({ exits, labels }: LossInputs): Scalar {
  const losses = exits.map(({ logits, extras }) => {
    if (!extras?.ensemble) throw new Error('expected exits that say an ensemble');
    return targetOf(logits.shape[1]).loss(extras.ensemble as typeof logits, labels);
  });
  return tf.mean(tf.stack(losses));
}

/**
 * Zero Time Waste (Wołczyk et al. 2021): the encoder is fine-tuned on the last exit's loss and then frozen; cascaded
 * heads learn on it, each given what the one before says; then ensembles of the heads so far are learned. The published
 * code starts from an encoder that is fine-tuned already, and trains heads with a rate of 0.01 and ensembles with 0.001.
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
  check,
};

/** Heads and their cascades; a pooler belongs to the frozen encoder. */
function isOfHead(parameter: Parameter): boolean {
  return parameter.exit !== null && !isOfEnsemble(parameter) && !parameter.name.includes('.pooler.');
}

function check({ classes }: CheckedModel): void {
  if (classes >= 2) return;
  throw new LabError(
    'Zero Time Waste builds on the probabilities of classes: expected a task of 2 classes or more, got numbers',
  );
}
