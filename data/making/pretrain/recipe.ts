/** The recipe of the small BERT, as plain values. */
import type { EncoderConfig } from '../../../src/encoders/bertEncoder';
import { type AdamW, biasesAndNorms } from '../../../src/ops/adamw';
import type { Mix } from '../generate/passages';
import type { Salience } from './masking';

/** A stage of training with a fixed number of blocks, which start as copies of the previous stage's blocks. */
export interface Stage extends Mix {
  readonly blocks: number;
  readonly steps: number;
  /** The fraction of the tokens from the generators; the rest is general English. */
  readonly generated: number;
  /** The fraction of general English that is judged as good or not; 0 if absent. */
  readonly judged?: number;
  /** The learning rate after the warm-up, and the final rate as a fraction of it. */
  readonly peak: number;
  readonly end: number;
  /** Steps of linear warm-up. */
  readonly warmUp: number;
  /**
   * The weight of the telling word in the prediction from the mean of the tokens, relative to a masked piece. This is
   * a task for the whole sequence, like next-sentence prediction for [CLS] (Devlin et al. 2019, §3.1). 0 if absent.
   */
  readonly sentence?: number;
}

/** The number of sequences in a batch, and their padded length. */
export interface Bucket {
  readonly size: number;
  readonly length: number;
}

export interface Recipe {
  readonly seed: number;
  readonly config: EncoderConfig;
  readonly stages: readonly Stage[];
  /** Shortest first. Batches have about the same number of tokens. */
  readonly buckets: readonly Bucket[];
  readonly salience: Salience;
  readonly dropout: number;
  readonly adam: AdamW;
  readonly maximumNorm: number;
  /** Steps between rows of the learning curve, and between evaluations on held-out text. */
  readonly rowEvery: number;
  readonly evaluateEvery: number;
}

/** BERT-tiny's width (Turc et al. 2019) and BERT-base's depth. */
export const tinyBert12: EncoderConfig = {
  vocab_size: 6144,
  hidden_size: 128,
  num_hidden_layers: 12,
  num_attention_heads: 2,
  intermediate_size: 512,
  max_position_embeddings: 128,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
  initializer_range: 0.02,
  classifier_dropout: 0.1,
};

/** The stages by blocks: the learning rate, and the fraction of the generators' text. */
const three = { blocks: 3, warmUp: 200, peak: 1e-3, end: 0.5, generated: 0.85 };
const six = { ...three, blocks: 6, peak: 8e-4 };
const twelve = { ...three, blocks: 12, peak: 7e-4, end: 0 };
/** The distribution of the generators' text at 12 blocks. */
const allLevels = { levelShares: [0.15, 0.25, 0.25, 0.2, 0.15], wordings: 0.05, sentence: 10 };
/** Mostly general English. */
const english = { ...twelve, ...allLevels, peak: 6e-4, generated: 0.35 };

/** The recipe of the encoder that ships. It sees too little text to overfit, so dropout is 0. */
export const pretrainingRecipe: Recipe = {
  seed: 1,
  config: tinyBert12,
  stages: [
    { ...three, steps: 6016, warmUp: 400, levelShares: [0.3, 0.35, 0.2, 0.1, 0.05] },
    { ...three, steps: 2816, warmUp: 300, levelShares: [0.2, 0.4, 0.25, 0.1, 0.05], wordings: 0.3 },
    { ...three, steps: 2560, levelShares: [0.2, 0.4, 0.25, 0.1, 0.05], wordings: 0.8, sentence: 20 },
    { ...three, steps: 960, levelShares: [0.2, 0.4, 0.25, 0.1, 0.05], wordings: 0.1, sentence: 10 },
    { ...six, steps: 2144, levelShares: [0.2, 0.3, 0.25, 0.15, 0.1], wordings: 0.15, sentence: 10 },
    { ...six, steps: 5856, levelShares: [0.35, 0.3, 0.2, 0.1, 0.05], wordings: 0.1, sentence: 10 },
    { ...twelve, ...allLevels, steps: 2000 },
    { ...english, steps: 5000 },
    { ...english, steps: 5000, judged: 0.6 },
  ],
  buckets: [
    { size: 128, length: 16 },
    { size: 64, length: 32 },
    { size: 42, length: 48 },
    { size: 32, length: 64 },
    { size: 16, length: 128 },
  ],
  salience: { telling: 0.95, weight: 6, repeated: 0.5 },
  dropout: 0,
  adam: { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, decay: 0.01, spares: biasesAndNorms },
  maximumNorm: 1,
  rowEvery: 50,
  evaluateEvery: 500,
};

/** Linear warm-up to the peak, then linear decay to `end` times the peak. t counts from 1 within the stage. */
export function learningRate({ steps, peak, end, warmUp: rising }: Stage, t: number): number {
  if (t <= rising) return (peak * t) / rising;
  return peak * (1 - ((1 - end) * (t - rising)) / Math.max(1, steps - rising));
}

/** The stage of a step, which counts from 1 over the whole training, and the step's number within the stage. */
export function placeOf(
  stages: readonly Stage[],
  step: number,
): { readonly stage: number; readonly t: number } {
  let before = 0;
  for (const [stage, { steps }] of stages.entries()) {
    if (step <= before + steps) return { stage, t: step - before };
    before += steps;
  }
  throw new Error(`expected a step up to ${before}, got ${step}`);
}

export const totalSteps = (stages: readonly Stage[]): number =>
  stages.reduce((sum, { steps }) => sum + steps, 0);

/**
 * The number of blocks that the steps after `step` run. Embeddings and head count as one block, because they cost
 * about as much.
 */
export function workAfter(stages: readonly Stage[], step: number): number {
  let before = 0;
  let work = 0;
  for (const { blocks, steps } of stages) {
    work += (blocks + 1) * Math.max(0, Math.min(steps, before + steps - step));
    before += steps;
  }
  return work;
}
