import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../../../src/encoders/bert';
import { deviceTokens, placesOf, rowCounts } from '../../../src/encoders/tokens';
import { crossEntropy } from '../../../src/ops/crossEntropy';
import { differentiate } from '../../../src/ops/differentiate';
import { type BatchMasks, noDropout, seededMasks } from '../../../src/ops/dropout';
import type { Objective } from '../../../src/training/objective';
import type { Parameters, Tokens } from '../../../src/types';
import type { MaskedBatch } from './batch';
import { languageModelShapes, lastHidden, pieceLogits, withMeans } from './model';

/** A batch on the device. slots, labels and seed are int32, weights float32. */
export type MaskedFeeds = { readonly [Name in keyof Tokens]: Tokens[Name] } & {
  readonly slots: Tensor1D;
  readonly labels: Tensor1D;
  readonly weights: Tensor1D;
  readonly seed: Tensor1D;
};

/** The rows of `withMeans` at a batch's slots. */
function rowsOf({ mask, slots }: MaskedBatch): Int32Array {
  const { places, tokens } = placesOf(mask);
  return slots.map((slot) => (slot < mask.length ? tokens[slot] : slot - mask.length + places.length));
}

export function maskedFeeds(batch: MaskedBatch, seed: number): MaskedFeeds {
  return {
    ...deviceTokens(batch),
    slots: tf.tensor1d(rowsOf(batch), 'int32'),
    labels: tf.tensor1d(batch.labels, 'int32'),
    weights: tf.tensor1d(batch.weights),
    seed: tf.tensor1d([seed], 'int32'),
  };
}

/** Two losses over the masked pieces: the weighted mean cross-entropy, and 1 - masked accuracy. */
export function maskedLosses(
  config: BertConfig,
  depth: number,
  p: Parameters<Tensor>,
  feeds: MaskedFeeds,
  masks: BatchMasks = noDropout(1),
): { crossEntropy: Scalar; error: Scalar } {
  const { slots, labels, weights } = feeds;
  const hidden = withMeans(lastHidden(p, feeds, config, depth, masks.parts[0]), feeds);
  const logits = pieceLogits(p, hidden, slots, config);
  const share = tf.div<Tensor1D>(weights, tf.sum(weights));
  const used = tf.sign(weights);
  const wrong = tf.cast(tf.notEqual(tf.argMax(logits, 1), labels), 'float32');
  return {
    crossEntropy: tf.sum(tf.mul(share, crossEntropy(logits as Tensor2D, labels))),
    error: tf.div(tf.sum(tf.mul(used, wrong)), tf.sum(used)),
  };
}

/** Masked-language modelling with an encoder of `depth` blocks. The losses are those of `maskedLosses`. */
export function languageModelling(
  config: BertConfig,
  depth: number,
  maximumNorm: number,
): Objective<MaskedBatch, MaskedFeeds> {
  const shapes = languageModelShapes(config, depth);
  const names = Object.keys(shapes);
  return {
    shapes,
    trained: names,
    groups: [names],
    maximumNorm,
    feeds: maskedFeeds,
    gradients(parameters, feeds) {
      const forward = (values: readonly Tensor[]) => {
        const p = Object.fromEntries(names.map((name, i) => [name, values[i]]));
        const found = maskedLosses(config, depth, p, feeds, seededMasks(feeds.seed, rowCounts([feeds])));
        const losses = tf.stack([found.crossEntropy, found.error]) as Tensor1D;
        return { y: found.crossEntropy, beside: { losses } };
      };
      const found = differentiate(
        names.map((name) => parameters[name]),
        forward,
      );
      const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
      return { ...found.beside, gradients };
    },
  };
}
