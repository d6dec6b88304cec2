import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './ownKernels';

/** AdamW's constants (Loshchilov & Hutter 2019); the SWEET recipe is β = (0.9, 0.999), ε = 1e-8, no decay. */
export interface AdamW {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: number;
  /** Whether weight decay skips a parameter; without it, every parameter is decayed. */
  readonly spares?: (name: string) => boolean;
}

export const sweetAdamW: AdamW = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 };

/** BERT's exemption from weight decay: biases and LayerNorm weights. */
export const biasesAndNorms = (name: string): boolean => /\.bias$|LayerNorm\.weight$/.test(name);

/** The weight decay of one parameter. */
export const decayOf = ({ decay, spares }: AdamW, name: string): number => (spares?.(name) ? 0 : decay);

/**
 * The scalars of the update at step t. A captured step gets them through placeholders, because they change every
 * step.
 */
export interface StepSize {
  /** η·√(1 - β₂ᵗ)/(1 - β₁ᵗ) */
  readonly rate: number;
  /** ε·√(1 - β₂ᵗ): ε is added after the bias correction, as PyTorch does. */
  readonly epsilon: number;
  /** 1 - η·decay */
  readonly keep: number;
}

/**
 * The step size of step t, counted from 1. Both forms of Adam's step are equal: η·m̂/(√v̂ + ε) = rate·m/(√v +
 * epsilon). The powers use the float32 β that also averages the moments.
 */
export function stepSize({ beta1, beta2, epsilon, decay }: AdamW, learningRate: number, t: number): StepSize {
  const correction1 = 1 - Math.fround(beta1) ** t;
  const correction2 = Math.sqrt(1 - Math.fround(beta2) ** t);
  return {
    rate: (learningRate * correction2) / correction1,
    epsilon: epsilon * correction2,
    keep: 1 - learningRate * decay,
  };
}

/** One parameter and its two moments. */
export interface Moments {
  readonly value: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
}

/** The name of the kernel that computes θ, m and v, on backends that have one. */
export const ADAMW = 'AdamW';

/** The attributes of the kernel `AdamW`: the step size, 1 - β₁ and 1 - β₂. */
export interface AdamWAttributes extends StepSize {
  readonly share1: number;
  readonly share2: number;
}

/** One update: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², θ ← keep·θ - rate·m/(√v + epsilon). */
export function adamWUpdate(
  { beta1, beta2, decay }: AdamW,
  size: StepSize,
  state: Moments,
  g: Tensor,
): Moments {
  if (hasKernel(ADAMW)) {
    const keep = decay === 0 ? 1 : size.keep;
    const attributes: AdamWAttributes = { ...size, keep, share1: 1 - beta1, share2: 1 - beta2 };
    const [value, m, v] = runKernel<Tensor[]>(ADAMW, { ...state, g }, attributes);
    return { value, m, v };
  }
  const m = tf.add(state.m, tf.mul(tf.sub(g, state.m), 1 - beta1));
  const v = tf.add(state.v, tf.mul(tf.sub(tf.square(g), state.v), 1 - beta2));
  const step = tf.div(tf.mul(m, size.rate), tf.add(tf.sqrt(v), size.epsilon));
  const kept = decay === 0 ? state.value : tf.mul(state.value, size.keep);
  return { value: tf.sub(kept, step), m, v };
}
