import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, drawn, type Encoder, embedding, gelu, linear } from 'early-exit-lab';

const square = (name: string, H: number) => ({ [`${name}.weight`]: [H, H], [`${name}.bias`]: [H] });

/** Words without their context: an embedding, and blocks h + GELU(W·h + b) on each token. */
const wordsEncoder = (width: number, depth: number, vocabulary: number): Encoder => ({
  ...{ architecture: 'perceptron', width, depth, vocabulary, types: 2, positions: 512, headDropout: 0 },
  embeddingShapes: () => ({ 'words.weight': [vocabulary, width] }),
  blockShapes: (block) => square(`blocks.${block}`, width),
  poolerShapes: (name) => square(name, width),
  measuredMatrix: (block) => `blocks.${block}.weight`,
  initial: (name, shape, seed) => drawn(name, shape, 0.1, seed),
  bind: ({ ids }) => ({
    embed: (p) => embedding(p['words.weight'] as tf.Tensor2D, ids),
    block: (p, block, h) => tf.add<tf.Tensor2D>(h, gelu(linear(h, ...layerOf(p, `blocks.${block}`)))),
  }),
  pool: (p, name, row) => tf.tanh(linear(row, ...layerOf(p, name))),
  withDropout: () => wordsEncoder(width, depth, vocabulary),
});

const layerOf = (p: { readonly [name: string]: tf.Tensor }, name: string) =>
  [p[`${name}.weight`] as tf.Tensor2D, p[`${name}.bias`] as tf.Tensor1D] as const;

export const perceptron: Architecture = {
  name: 'perceptron',
  open: (file) =>
    wordsEncoder(file.size('hidden_size'), file.size('num_hidden_layers'), file.size('vocab_size')),
};
