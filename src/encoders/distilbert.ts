/**
 * DistilBERT (Sanh et al. 2019, arXiv 1910.01108): a BERT without token types and without a pooler. Parameters have
 * Hugging Face's names without the `distilbert.` prefix.
 */

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ActivationName, activations } from '../ops/activations';
import type { DropoutMasks } from '../ops/dropout';
import { layer, layerShapes } from '../ops/layer';
import type { Parameters, Shapes, Tokens } from '../types';
import type { PaddedTokens } from './paddedTokens';
import {
  addAndNorm,
  droppedStates,
  feedForward,
  norm,
  normShapes,
  rowsOf,
  selfAttention,
  selfAttentionShapes,
} from './sublayers';

/** The configuration of DistilBERT, with the names of its config.json. */
export interface DistilbertConfig {
  readonly vocab_size: number;
  readonly dim: number;
  readonly n_layers: number;
  readonly n_heads: number;
  readonly hidden_dim: number;
  readonly max_position_embeddings: number;
  readonly activation: ActivationName;
  readonly dropout: number;
  readonly attention_dropout: number;
  readonly seq_classif_dropout: number;
  readonly initializer_range: number;
}

/** The ε of every LayerNorm. */
const EPSILON = 1e-12;

/** The name of a block. */
export const blockName = (block: number): string => `transformer.layer.${block}`;

const attentionNames = (name: string) => ({
  query: `${name}.attention.q_lin`,
  key: `${name}.attention.k_lin`,
  value: `${name}.attention.v_lin`,
});

export const embeddingShapes = ({
  vocab_size,
  max_position_embeddings,
  dim: H,
}: DistilbertConfig): Shapes => ({
  'embeddings.word_embeddings.weight': [vocab_size, H],
  'embeddings.position_embeddings.weight': [max_position_embeddings, H],
  ...normShapes('embeddings.LayerNorm', H),
});

export function blockShapes({ dim: H, hidden_dim: I }: DistilbertConfig, block: number): Shapes {
  const name = blockName(block);
  return {
    ...selfAttentionShapes(attentionNames(name), H),
    ...layerShapes(`${name}.attention.out_lin`, H, H),
    ...normShapes(`${name}.sa_layer_norm`, H),
    ...layerShapes(`${name}.ffn.lin1`, I, H),
    ...layerShapes(`${name}.ffn.lin2`, H, I),
    ...normShapes(`${name}.output_layer_norm`, H),
  };
}

/** The input of the first block [N, H]: LN(word + position) with dropout. */
export function embed(
  p: Parameters<Tensor>,
  { ids, positions }: Tokens,
  { dropout }: DistilbertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const words = rowsOf(p, 'embeddings.word_embeddings', ids);
  const placed = tf.add<Tensor2D>(words, rowsOf(p, 'embeddings.position_embeddings', positions));
  return droppedStates(norm(p, 'embeddings.LayerNorm', placed, EPSILON), dropout, masks);
}

/** One block, [N, H] -> [N, H]. Unlike in BERT, the output of attention is not dropped out. */
export function block(
  p: Parameters<Tensor>,
  index: number,
  x: Tensor2D,
  tokens: PaddedTokens,
  { attention_dropout: rate, activation, dropout }: DistilbertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const name = blockName(index);
  const context = selfAttention(p, { ...attentionNames(name), rate }, x, tokens, masks);
  const said = layer(p, `${name}.attention.out_lin`, context);
  const attended = addAndNorm(p, `${name}.sa_layer_norm`, x, said, EPSILON);
  const fed = feedForward(p, `${name}.ffn.lin1`, `${name}.ffn.lin2`, activation, attended);
  return addAndNorm(p, `${name}.output_layer_norm`, attended, droppedStates(fed, dropout, masks), EPSILON);
}

/**
 * DistilBERT has no pooler. Exits pool a row by relu(W·x + b), as the head of Transformers'
 * DistilBertForSequenceClassification does. The pooler is that head's `pre_classifier`, if the checkpoint has it.
 */
export const pool = (p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D =>
  activations.relu(layer(p, `${name}.dense`, row));
