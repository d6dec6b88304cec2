import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { pastAndFuture } from '../exits/pastAndFuture';
import { stopGradient } from '../ops/stopGradient';
import { quantilePolicy } from '../policies/quantile';
import { scheduled } from '../routes';
import { entropy } from '../signals/entropy';
import { derivedSeed, seededRandom } from '../text/random';
import type { CheckedModel, LossInputs, Method, Step } from '../types';
import { earlyExit } from './earlyExit';
import { pabee } from './pabee';
import { requireClasses, requireExits } from './requires';

/** The options of GPFEE. */
export interface GpfeeOptions {
  /** F: the number of lowest blocks that are detached at random. The published scripts have 1 to 3. */
  readonly frozen?: number;
  /** What exits read beside their own features. */
  readonly reads?: keyof typeof views;
}

/** Both parts of GPFEE, one of them, or neither: linear heads. */
const views = {
  'past and future': { past: true, future: true },
  past: { past: true, future: false },
  future: { past: false, future: true },
  neither: { past: false, future: false },
};

/**
 * GPFEE (Global Past-Future Early Exit, Liao et al. 2021): each exit reads the features of the earlier exits and
 * predictions of the later ones; `pastAndFuture` has the equations.
 * L = 1/2·[Σ_j j·L_j / Σ_j j + 1/(E-1) Σ_{i<E-1} mean_{n, k>i} (1 - cos(t_k^n, t'_{i→k}^n))], where t_k is a constant
 * for the gradient. Each step notes both terms, `weighted` and `imitation`.
 *
 * In step t of T, the hidden state after each of the lowest F blocks is detached with probability 1 - (t - 1)/T, for
 * its exit and for the blocks above. Here this holds for the exits at depths up to F, because gradients are routed at
 * exits. F is 2, as for MRPC and SST-2 in the published scripts. Differences from the published code: poolers start as
 * that of the checkpoint, where it draws new ones. Exits leave by normalised entropy, which orders examples as entropy
 * does.
 */
export function gpfee({ frozen = 2, reads = 'past and future' }: GpfeeOptions = {}): Method {
  checkOptions(frozen, reads);
  const { past, future } = views[reads];
  return {
    ...earlyExit,
    name: 'gpfee',
    title: 'GPFEE',
    paper: 'Liao et al. 2021',
    constants: { frozen, reads },
    exit: pastAndFuture({ past, future }),
    mixesExits: future,
    ...(frozen > 0 && { route: scheduled, schedule: (step: Step) => thawed(frozen, step) }),
    loss: (inputs) => {
      const weighted = pabee.loss(inputs);
      inputs.note('weighted', weighted);
      if (!future) return tf.div(weighted, 2);
      const imitation = imitationLoss(inputs);
      inputs.note('imitation', imitation);
      return tf.div(tf.add(weighted, imitation), 2);
    },
    recipe: { pooler: 'per-exit' },
    decides: quantilePolicy(entropy),
    check: (model) => check(frozen, model),
  };
}

/** For each of F blocks: 1 with probability (t - 1)/T, else 0. */
function thawed(frozen: number, { t, steps, seed }: Step): number[] {
  const { uniform } = seededRandom(derivedSeed(seed, 'frozen', t));
  return Array.from({ length: frozen }, () => Number(uniform() < (t - 1) / steps));
}

/** 1/(E-1) Σ_{i<E-1} mean_{n, k>i} (1 - cos(t_k^n, t'_{i→k}^n)) */
function imitationLoss({ exits }: Pick<LossInputs, 'exits'>): Scalar {
  const truths = exits.map(({ features }) => stopGradient(features));
  const errors = exits.slice(0, -1).map(({ beside }, i) => {
    if (!beside?.future) throw new Error('expected exits that predict the features of later exits');
    return tf.sub(1, tf.mean(cosine(tf.stack(truths.slice(i + 1), 1), beside.future)));
  });
  return tf.mean(tf.stack(errors));
}

/** What PyTorch's cosine loss adds to the squared norms. */
const EPSILON = 1e-12;

/** The cosines of the rows of two tensors [B, K, H] -> [B, K]. */
function cosine(a: tf.Tensor, b: tf.Tensor): Tensor2D {
  const dot = (x: tf.Tensor, y: tf.Tensor) => tf.sum<Tensor2D>(tf.mul(x, y), 2);
  const [aa, bb] = [dot(a, a), dot(b, b)].map((square) => tf.add<Tensor2D>(square, EPSILON));
  return tf.div(dot(a, b), tf.sqrt(tf.mul(aa, bb)));
}

function checkOptions(frozen: number, reads: string): void {
  if (!Number.isInteger(frozen) || frozen < 0)
    throw new LabError(`GPFEE, frozen: expected a number of blocks, 0 or more, got ${frozen}`);
  if (reads in views) return;
  throw new LabError(`GPFEE, reads: expected one of ${Object.keys(views).join(', ')}, got ${reads}`);
}

function check(frozen: number, model: CheckedModel): void {
  requireClasses(model, 'GPFEE', 'choose another method or task');
  requireExits(model, 'GPFEE', 'it reads earlier and later exits');
  const { depths } = model;
  const last = depths[depths.length - 1];
  if (frozen < last) return;
  throw new LabError(
    `GPFEE, frozen: expected fewer blocks than the last exit has below it, ${last}, got ${frozen}; ` +
      'the first step would train no block',
  );
}
