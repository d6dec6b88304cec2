import * as tf from '@tensorflow/tfjs-core';
import { quantilePolicy } from '../policies/quantile';
import { entropy } from '../signals/entropy';
import type { LossInputs, Method } from '../types';
import { type Divergence, distilled, teacherToStudent } from './distillation';
import { earlyExit } from './earlyExit';
import { requireClasses, requireExits } from './requires';
import { fullModel, isOfFullModel } from './stages';

/** The option of FastBERT. The default is that of the published code. */
export interface FastBertOptions {
  /**
   * D. The published code has KL(teacher ‖ student). The paper's equation may have KL(student ‖ teacher), which was not
   * checked.
   */
  readonly divergence?: Divergence;
}

/** The factor of the learning rate in the second stage: 2e-5, then 2e-4 in the published code. */
const RATE_FACTOR = 10;

/**
 * FastBERT (Liu et al. 2020). Stage 1 trains the encoder and its last exit, the teacher, on L_E. Stage 2 freezes them
 * and trains the other exits, the students, on Σ_{j<E} mean_n D(p_E, p_j), without labels, at ten times the learning
 * rate. An example leaves when its entropy, divided by ln C, is below a threshold, the `speed`.
 *
 * The classifiers of the paper have self-attention over all tokens. Here they are the lab's exits: a pooler for each
 * exit and a linear head, so that methods are compared on the same exits. The stages have equal shares of the epochs;
 * the published code has 3 epochs, then 10. Each step of stage 2 notes its loss, `distillation`.
 */
export function fastBert({ divergence = teacherToStudent }: FastBertOptions = {}): Method {
  return {
    ...earlyExit,
    name: 'fastbert',
    title: 'FastBERT',
    paper: 'Liu et al. 2020',
    constants: { divergence: divergence.name },
    stages: [
      { ...fullModel, share: 1 / 2 },
      {
        name: 'students',
        share: 1 / 2,
        trains: (parameter) => !isOfFullModel(parameter),
        learningRate: (ofRun) => RATE_FACTOR * ofRun,
        loss: (inputs) => students(inputs, divergence),
      },
    ],
    recipe: { pooler: 'per-exit' },
    decides: quantilePolicy(entropy),
    check(model) {
      requireExits(model, 'FastBERT', 'its last exit teaches the others');
      requireClasses(model, 'FastBERT');
    },
  };
}

/** Σ_{j<E} mean_n D(p_E, p_j) */
function students({ exits, note }: LossInputs, divergence: Divergence): tf.Scalar {
  const [teacher] = exits.slice(-1);
  const distances = exits.slice(0, -1).map(({ logits }) => distilled(teacher.logits, logits, { divergence }));
  const loss = tf.addN(distances);
  note('distillation', loss);
  return loss;
}
