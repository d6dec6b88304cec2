import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { pairedState, pondering } from '../../exits/pondering';
import { qExit } from '../../policies/qExit';
import type { CheckedModel, LossInputs, Method } from '../../types';
import { earlyExit } from '../earlyExit';
import { requireExits } from '../requires';
import { truncated } from './exitDistribution';
import { geometricPrior, priorToExits } from './prior';

/** The options of PALBERT. The defaults are those of the paper and its code. */
export interface PalbertOptions {
  /** β: the weight of the divergence from the prior. */
  readonly beta?: number;
  /** λ_p of the geometric prior, in (0, 1]. */
  readonly priorLambda?: number;
  /** ε: an exit after which less than ε of the probability is left truncates the distribution. */
  readonly epsilon?: number;
  /** The number of layers before the last one of the λ-layer. */
  readonly hidden?: number;
}

/**
 * PALBERT (Balagansky and Gavrilov 2022): the exits learn the distribution p over themselves by which examples leave.
 * L = Σ_i mean_n p_i^n L_i^n + β KL(prior‖p). `pondering` gives the λ_i, `truncated` gives p, and the prior is
 * geometric and truncated to the exits. Each step notes both terms, `weighted` and `divergence`. Throws LabError for
 * constants out of range.
 *
 * Differences from the published code: it ends a step's forward pass where all examples of the batch are past 1 - ε,
 * while here every exit has its term. Its λ-layer starts as PyTorch's linear layers do, here as heads do. The run's own
 * batch, rate and dropout replace its 32, 1e-5 and 0.
 */
export function palbert({
  beta = 0.5,
  priorLambda = 0.1,
  epsilon = 0.05,
  hidden = 3,
}: PalbertOptions = {}): Method {
  checkPondering('PALBERT', { beta, priorLambda });
  if (!(epsilon >= 0 && epsilon < 1))
    throw new LabError(`epsilon: expected a number in [0, 1), got ${epsilon}`);
  if (!Number.isInteger(hidden) || hidden < 0)
    throw new LabError(`hidden: expected a number of layers, 0 or more, got ${hidden}`);
  const constants = { beta, priorLambda, epsilon, hidden };
  return {
    ...earlyExit,
    name: 'palbert',
    title: 'PALBERT',
    paper: 'Balagansky and Gavrilov 2022',
    constants,
    exit: pondering(pairedState, hidden),
    mixesExits: true,
    loss: (inputs) => {
      const p = truncated(epsilon)(lambdasOf(inputs));
      const divergence = priorToExits(geometricPrior(priorLambda, p.length), p);
      return ponderedLoss(inputs, { p, divergence, beta });
    },
    decides: qExit,
    check: (model) => checkExits('PALBERT', model),
  };
}

/** The λ of each exit, [B]. */
export function lambdasOf({ exits }: Pick<LossInputs, 'exits'>): Tensor1D[] {
  return exits.map(({ extras }) => {
    if (extras?.lambdas) return extras.lambdas as Tensor1D;
    throw new Error('expected exits with the extra `lambdas`, as those of `pondering`');
  });
}

/** Σ_i mean_n p_i^n L_i^n + β·divergence. Both terms are noted. */
export function ponderedLoss(
  { perExample, note }: Pick<LossInputs, 'perExample' | 'note'>,
  {
    p,
    divergence,
    beta,
  }: { readonly p: readonly Tensor1D[]; readonly divergence: Scalar; readonly beta: number },
): Scalar {
  const weighted = tf.mean<Scalar>(tf.sum(tf.mul(tf.stack([...p]), perExample), 0));
  note('weighted', weighted);
  note('divergence', divergence);
  return tf.add(weighted, tf.mul(beta, divergence));
}

/** Throws LabError for a weight or a prior out of range. */
export function checkPondering(
  title: string,
  { beta, priorLambda }: { readonly beta: number; readonly priorLambda: number },
): void {
  if (!(beta >= 0 && beta < Infinity))
    throw new LabError(`${title}, beta: expected a finite number of 0 or more, got ${beta}`);
  if (!(priorLambda > 0 && priorLambda <= 1))
    throw new LabError(`${title}, priorLambda: expected a probability above 0, got ${priorLambda}`);
}

export const checkExits = (title: string, model: Pick<CheckedModel, 'depths'>): void =>
  requireExits(model, title, 'it learns the distribution of examples over exits');
