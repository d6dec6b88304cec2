import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { quantilePolicy } from '../policies/quantile';
import { entropy } from '../signals/entropy';
import type { CheckedModel, Method, Parameter } from '../types';
import { earlyExit } from './earlyExit';
import { fullModel, isOfFullModel } from './stages';

/**
 * DeeBERT (Xin et al. 2020). Stage 1 trains the encoder and its last exit on L_E. Stage 2 freezes them and trains the
 * other exits on Σ_{j<E} L_j. Each exit has its own pooler, which starts as a copy of the trained pooler.
 */
export const deebert: Method = {
  ...earlyExit,
  name: 'deebert',
  title: 'DeeBERT',
  paper: 'Xin et al. 2020',
  stages: [
    { ...fullModel, share: 1 / 2 },
    {
      name: 'internal exits',
      share: 1 / 2,
      trains: (parameter) => !isOfFullModel(parameter),
      startsFrom: trainedPooler,
      loss: ({ losses }) => tf.addN(losses.slice(0, -1)),
    },
  ],
  recipe: { pooler: 'per-exit' },
  decides: quantilePolicy(entropy),
  check,
};

/** `exits.0.pooler.dense.weight` of E exits starts from `exits.{E-1}.pooler.dense.weight`. */
function trainedPooler({ name, exits }: Parameter): string {
  return name.replace(/\bexits\.\d+\.pooler\./, `exits.${exits - 1}.pooler.`);
}

function check({ depths, pooler }: CheckedModel): void {
  if (depths.length < 2)
    throw new LabError(
      `DeeBERT: expected 2 exits or more, got ${depths.length}; it trains the other exits after the last one`,
    );
  if (pooler !== 'shared') return;
  throw new LabError(
    `DeeBERT: expected pooler 'per-exit' (or 'none', for an encoder without one), got '${pooler}'; ` +
      'the poolers of its exits are trained after the shared encoder is frozen',
  );
}
