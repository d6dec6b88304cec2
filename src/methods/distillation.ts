/** Knowledge distillation between exits (Hinton et al. 2015): a student learns the probabilities of a teacher. */
import type { Scalar, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../ops/stopGradient';

/** A distance of the student's probabilities from the teacher's, which are constants for the gradient. */
export interface Divergence {
  readonly name: string;
  /** The mean over the batch, from the log-probabilities [B, C] of both. */
  of(teacher: Tensor2D, student: Tensor2D): Scalar;
}

/** mean_n Σ_c p_c ln (p_c / q_c) */
const meanDivergence = (logP: Tensor2D, logQ: Tensor2D): Scalar =>
  tf.mean(tf.sum(tf.mul(tf.exp(logP), tf.sub(logP, logQ)), 1));

/** KL(teacher ‖ student): the student must cover all that the teacher finds probable. */
export const teacherToStudent: Divergence = { name: 'teacher to student', of: meanDivergence };

/** KL(student ‖ teacher): the student must not find probable what the teacher does not. */
export const studentToTeacher: Divergence = {
  name: 'student to teacher',
  of: (teacher, student) => meanDivergence(student, teacher),
};

/**
 * T²·D(softmax(teacher / T), softmax(student / T)) for logits [B, C] and a temperature T. T² keeps the size of the
 * gradient. No gradient flows to the teacher.
 */
export function distilled(
  teacher: Tensor2D,
  student: Tensor2D,
  { divergence, temperature = 1 }: { readonly divergence: Divergence; readonly temperature?: number },
): Scalar {
  const [target, own] = [stopGradient(teacher), student].map((z) => tf.logSoftmax(tf.div(z, temperature)));
  return tf.mul(temperature ** 2, divergence.of(target as Tensor2D, own as Tensor2D));
}

/**
 * KL(p_k ‖ p_m) of each example at a temperature, for each student m and each teacher k, [E, E, B] with zeros on the
 * diagonal. Logits [B, C] of each exit. No gradient flows to the teachers.
 */
export function exampleDivergences(logits: readonly Tensor2D[], temperature: number): Tensor3D {
  const z = tf.div<Tensor3D>(tf.stack([...logits]), temperature);
  const [teachers, students] = [tf.expandDims(stopGradient(z), 0), tf.expandDims(z, 1)].map((x) =>
    tf.logSoftmax(x),
  );
  return tf.sum(tf.mul(tf.exp(teachers), tf.sub(teachers, students)), 3);
}

/** T²·KL(p_k ‖ p_m) of `exampleDivergences`, means over the batch, [E, E]. */
export const mutualDivergences = (logits: readonly Tensor2D[], temperature: number): Tensor2D =>
  tf.mul(temperature ** 2, tf.mean(exampleDivergences(logits, temperature), 2));
