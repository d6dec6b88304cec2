import type { Scalar, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { linearExit } from '../exits/linear';
import { isLossParameter, lossParameter, withLossParameter } from '../exits/lossParameter';
import { stopGradient } from '../ops/stopGradient';
import { patiencePolicy } from '../policies/patience';
import type { LossInputs, Method } from '../types';
import { exampleDivergences } from './distillation';
import { earlyExit } from './earlyExit';
import { halves } from './halves';
import { requireClasses, requireConstants, requireExits, requireTemperature } from './requires';

/** The constants of LeeBERT. All are inferred. */
export interface LeeBertOptions {
  /** α, the weight of what exits learn from each other. 0 is the sum of the exits' losses. */
  readonly alpha?: number;
  /** T, the temperature of the probabilities that exits learn from each other. */
  readonly temperature?: number;
  /** The learning rate of the weights of teachers, as a factor of that of the run. */
  readonly weightRate?: number;
}

/**
 * LeeBERT (learned early exit, Zhu 2021): each exit m learns the labels, and the probabilities of every other exit k
 * with a learned weight w_mk. With D_mk = T²·KL(p_k ‖ p_m) the parameters θ of the model minimise
 * Σ_m CE_m + α Σ_m Σ_{k≠m} w_mk·D_mk. The weights are learned by bi-level optimisation: the training examples are split
 * into two halves, D trains θ on the first half with w constant, and the weights minimise Σ_m Σ_{k≠m} w_mk·D_mk on the
 * second half with D constant. An example leaves by patience.
 *
 * There is no public code. Inferred: w_m is the softmax of numbers that start at 0, so that the teachers of an exit
 * start with equal weights; α = T = 1. Each step moves both, as in the first-order approximation of DARTS (Liu et al.
 * 2019, ξ = 0), which has no gradient through the step of θ. The paper's cross-level optimisation draws gradients from
 * both halves; how is not known, and here the labels of both halves train θ. The split is random, and fixed by the seed
 * of the run. Means are over the examples of one half in the batch, and 0 if it has none.
 *
 * The weights move to the teachers that an exit resembles most on the second half. Their rate is a multiple of that of
 * the run, which would hardly move them. A much larger multiple leaves an exit only the teachers that are like it, from
 * which it learns little. Each step notes `crossEntropy` and `distillation`, the two terms of θ, and `teachers`, the
 * mean over the exits of the exponential of the entropy of w_m: E - 1 for equal weights, and 1 for one teacher.
 */
export function leeBert({ alpha = 1, temperature = 1, weightRate = 10 }: LeeBertOptions = {}): Method {
  requireConstants({ alpha, weightRate });
  requireTemperature(temperature);
  return {
    ...earlyExit,
    name: 'leebert',
    title: 'LeeBERT',
    paper: 'Zhu 2021',
    constants: { alpha, temperature, weightRate },
    exit: withLossParameter(linearExit, ({ exits }) => exits - 1),
    mixesExits: alpha > 0,
    loss(inputs) {
      const crossEntropy = tf.addN([...inputs.losses]);
      inputs.note('crossEntropy', crossEntropy);
      return tf.add(crossEntropy, learnedFromOthers(inputs, alpha, temperature));
    },
    stages: [
      {
        name: 'training',
        share: 1,
        remembers: { draws: halves },
        rateFactor: ({ name }) => (isLossParameter(name) ? weightRate : 1),
      },
    ],
    decides: patiencePolicy,
    check(model) {
      requireExits(model, 'LeeBERT', 'its exits teach each other');
      requireClasses(model, 'LeeBERT');
    },
  };
}

/**
 * α Σ_m Σ_{k≠m} w_mk·D_mk on the first half, with constant w, plus the same on the second half, with constant D. The
 * first sum moves θ and the second the weights.
 */
function learnedFromOthers(
  { exits, parameters, memory, note }: LossInputs,
  alpha: number,
  temperature: number,
): Scalar {
  const inSecond = splitOf(memory);
  const logits = exits.map((exit) => exit.logits);
  const examples = exampleDivergences(logits, temperature);
  const [first, second] = [tf.sub<Tensor1D>(1, inSecond), inSecond].map((half) =>
    tf.mul<Tensor2D>(alpha * temperature ** 2, ofOthers(meanOver(half, examples))),
  );
  const logW = tf.logSoftmax(tf.stack(exits.map((_, m) => lossParameter(parameters, m)))) as Tensor2D;
  const w = tf.exp(logW);
  const distillation = tf.sum<Scalar>(tf.mul(stopGradient(w), first));
  note('distillation', distillation);
  note('teachers', tf.mean(tf.exp(tf.neg(tf.sum(tf.mul(w, logW), 1)))));
  return tf.add(distillation, tf.sum(tf.mul(w, stopGradient(second))));
}

/** The mean of [E, E, B] over the examples of a half, [E, E]; 0 if there are none. `half` [B] is 1 for its examples. */
const meanOver = (half: Tensor1D, examples: Tensor3D): Tensor2D =>
  tf.div(tf.sum(tf.mul(examples, half), 2), tf.maximum(tf.sum(half), 1));

/** The rows of a matrix without its diagonal, [E, E] -> [E, E-1]. */
function ofOthers(x: Tensor2D): Tensor2D {
  const [E] = x.shape;
  // Without its first entry, the matrix in rows of E + 1 has the rest of its diagonal in the last column.
  const shifted = tf.reshape(tf.slice(tf.reshape(x, [E * E]), [1]), [E - 1, E + 1]);
  return tf.reshape(tf.slice(shifted, [0, 0], [E - 1, E]), [E, E - 1]);
}

function splitOf(memory: LossInputs['memory']): Tensor1D {
  if (memory) return memory;
  throw new Error('expected the halves of the examples');
}
