import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { linearExit } from '../exits/linear';
import { withPolicyNet } from '../exits/policyNet';
import { constant } from '../ops/stopGradient';
import { policyNetExit } from '../policies/policyNet';
import type { CheckedModel, LossInputs, Method, Parameter } from '../types';
import { drawnExits, logProbabilities } from './drawnExits';
import { earlyExit } from './earlyExit';
import { memorisedDepths } from './memorisedDepths';
import { pabee } from './pabee';
import { requireClasses, requireConstants, requireExits } from './requires';

/** The options of ConsistentEE. */
export interface ConsistentEeOptions {
  /**
   * α, the weight of the penalty for depth. The default is the value that the published code has for it, in a comment.
   * The published code leaves the penalty out: 0.
   */
  readonly alpha?: number;
  /** K, how many exits are drawn for each example at a step. */
  readonly replicas?: number;
}

/**
 * ConsistentEE (Zeng et al. 2024): each example learns at the exit at which a policy net lets it leave.
 * Stage 1 trains the encoder and the exits by PABEE's loss. The memorised layer m_n of each example is read afterwards.
 * Stage 2 trains the policy nets by REINFORCE. K exits e are drawn for each example, from π(e) = p_e Π_{i<e} (1 - p_i);
 * the last exit takes all that are left. With the depths d_e and M of exit e and of the last exit, the reward is
 * R = -CE_e - α·d_e·(1 - m_n/M), and the loss is L_π = -mean_{n,K} (R - mean_K R)·log π(e).
 * Stage 3 trains all parameters by mean_{n,K} CE_e + L_π.
 *
 * The shares are the published epochs. The rate of stage 2 is that of the published code; stages 1 and 3 have the rate
 * of the run (published: 1e-5 and 3e-5). The published code draws nothing (its exploration is 0): replicas leave at the
 * first p > 0.5 and differ by dropout only. Its log π also has a term of the last exit, whose policy net decides
 * nothing; here that net is not trained. Layers are depths, so that α weighs blocks whatever exits a model has.
 * Stages 2 and 3 note `classification` (mean CE_e), `policy` (L_π) and `depth` (mean d_e) of each step.
 * Throws LabError for an α that is negative or infinite, and for fewer than 2 replicas, which have no baseline.
 */
export function consistentEe({ alpha = 0.09, replicas = 8 }: ConsistentEeOptions = {}): Method {
  checkConstants(alpha, replicas);
  const losses = (inputs: LossInputs) => consistentLosses({ alpha, replicas }, inputs);
  return {
    ...earlyExit,
    name: 'consistent-ee',
    title: 'ConsistentEE',
    paper: 'Zeng et al. 2024',
    constants: { alpha, replicas },
    exit: withPolicyNet(linearExit),
    mixesExits: true,
    stages: [
      { name: 'exits', share: 5, trains: (parameter) => !isOfPolicy(parameter), loss: pabee.loss },
      {
        name: 'policy nets',
        share: 2,
        learningRate: 3e-4,
        trains: (parameter) => isOfPolicy(parameter) && decides(parameter),
        remembers: memorisedDepths,
        loss: (inputs) => losses(inputs).policy,
      },
      {
        name: 'all',
        share: 2,
        trains: (parameter) => !isOfPolicy(parameter) || decides(parameter),
        loss: (inputs) => tf.addN(Object.values(losses(inputs))),
      },
    ],
    decides: policyNetExit,
    check,
  };
}

const isOfPolicy = ({ name }: Parameter): boolean => name.includes('.policy.');
const decides = ({ exit, exits }: Parameter): boolean => exit !== exits - 1;

/** The terms of the loss: mean CE_e and L_π. */
function consistentLosses(
  { alpha, replicas }: Required<ConsistentEeOptions>,
  { exits, perExample, memory, random, note }: LossInputs,
): Record<'classification' | 'policy', Scalar> {
  const [E, B] = perExample.shape;
  const p = tf.stack(exits.slice(0, -1).map(policyOf)) as Tensor2D;
  const drawn = constant(p, () => drawnExits(p, random([replicas, E - 1, B])));
  const depths = tf.tensor2d(exits.map(({ depth }) => [depth]));
  const atDrawn = (values: Tensor) => tf.sum(tf.mul(drawn, values), 1);
  const advantages = constant(perExample, () => {
    const left = tf.sub(1, tf.div(remembered(memory), exits[E - 1].depth));
    const rewards = atDrawn(tf.neg(tf.add(perExample, tf.mul(tf.mul(alpha, depths), left))));
    return tf.sub(rewards, tf.mean(rewards, 0, true));
  });
  const classification = tf.mean(atDrawn(perExample)) as Scalar;
  const policy = tf.neg(tf.mean(tf.mul(advantages, atDrawn(logProbabilities(p))))) as Scalar;
  note('classification', classification);
  note('policy', policy);
  note('depth', tf.mean(atDrawn(depths)));
  return { classification, policy };
}

function policyOf({ extras }: LossInputs['exits'][number]): Tensor {
  if (extras?.policy) return extras.policy;
  throw new Error('expected exits with the extra `policy`');
}

function remembered(memory: LossInputs['memory']): Tensor {
  if (memory) return memory;
  throw new Error('expected the memorised layers of the examples');
}

function checkConstants(alpha: number, replicas: number): void {
  requireConstants({ alpha });
  if (Number.isInteger(replicas) && replicas >= 2) return;
  throw new LabError(
    `replicas: expected an integer of 2 or more, got ${replicas}; the baseline of a reward is their mean`,
  );
}

function check(model: CheckedModel): void {
  requireClasses(model, 'ConsistentEE', 'no exit is right or wrong there; choose another method or task');
  requireExits(model, 'ConsistentEE', 'its policy nets choose between exits');
}
