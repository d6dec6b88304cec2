/**
 * ModernBERT (Warner et al. 2024, arXiv 2412.13663): blocks that normalise what they read, rotary positions, attention
 * that alternates between all tokens and those near by, and gated feed-forward layers. Parameters have Hugging Face's
 * names without the `model.` prefix; the head's are named `pooler`.
 *
 * A block's output is not normalised, and its scale grows from block to block. So an exit reads it through the model's
 * `final_norm`, as Transformers' classifier reads the last block. All exits share this norm, and it gets the gradient
 * of each, also under SWEET. The members of a Multi-Model have a copy each.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { activations } from '../ops/activations';
import type { DropoutMasks } from '../ops/dropout';
import { headsAttention } from '../ops/headsAttention';
import { layer, layerShapes, productLayer, productShapes } from '../ops/layer';
import { layerNorm } from '../ops/layerNorm';
import { rotated } from '../ops/rotary';
import type { Parameters, Shapes, Tokens } from '../types';
import { headsOf, maskOfHeads, tokensOfHeads } from './attentionHeads';
import type { LayerType, ModernBertConfig } from './modernBertConfig';
import type { Reach } from './reach';
import { droppedStates, normShapes } from './sublayers';

/** The name of a block. */
export const blockName = (block: number): string => `layers.${block}`;

/** The shapes of a linear layer whose bias is an option. */
export const affineShapes = (name: string, output: number, input: number, bias: boolean): Shapes =>
  bias ? layerShapes(name, output, input) : productShapes(name, output, input);

/** The linear layer `name`, [N, in] -> [N, out]. */
export const affine = (p: Parameters<Tensor>, name: string, x: Tensor2D, bias: boolean): Tensor2D =>
  bias ? layer(p, name, x) : productLayer(p, name, x);

/** The shapes of a norm whose bias is an option. */
export function scaleShapes(name: string, { hidden_size: H, norm_bias }: ModernBertConfig): Shapes {
  return norm_bias ? normShapes(name, H) : { [`${name}.weight`]: [H] };
}

/** LN(x) with the parameters `name`. */
export function norm(p: Parameters<Tensor>, name: string, x: Tensor2D, config: ModernBertConfig): Tensor2D {
  const { [`${name}.weight`]: gamma } = p;
  const beta = config.norm_bias ? p[`${name}.bias`] : tf.zeros(gamma.shape);
  return layerNorm(x, gamma as Tensor1D, beta as Tensor1D, config.norm_eps);
}

export function blockShapes(config: ModernBertConfig, block: number): Shapes {
  const { hidden_size: H, intermediate_size: I, attention_bias, mlp_bias } = config;
  const name = blockName(block);
  return {
    ...(block > 0 && scaleShapes(`${name}.attn_norm`, config)),
    ...affineShapes(`${name}.attn.Wqkv`, 3 * H, H, attention_bias),
    ...affineShapes(`${name}.attn.Wo`, H, H, attention_bias),
    ...scaleShapes(`${name}.mlp_norm`, config),
    ...affineShapes(`${name}.mlp.Wi`, 2 * I, H, mlp_bias),
    ...affineShapes(`${name}.mlp.Wo`, H, I, mlp_bias),
    ...scaleShapes('final_norm', config),
  };
}

/** Tokens, and what the blocks of each type share. */
export interface BoundTokens extends Tokens {
  readonly reaches: { readonly [type in LayerType]: Reach };
}

/**
 * x + attention(LN(x)), then the same with the gated feed-forward layer. The first block reads normalised embeddings.
 */
export function runBlock(
  p: Parameters<Tensor>,
  block: number,
  x: Tensor2D,
  tokens: BoundTokens,
  config: ModernBertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const name = blockName(block);
  const read = block === 0 ? x : norm(p, `${name}.attn_norm`, x, config);
  const attended = tf.add<Tensor2D>(x, attention(p, block, read, tokens, config, masks));
  const fed = gated(p, `${name}.mlp`, norm(p, `${name}.mlp_norm`, attended, config), config, masks);
  return tf.add(attended, fed);
}

function attention(
  p: Parameters<Tensor>,
  block: number,
  x: Tensor2D,
  tokens: BoundTokens,
  config: ModernBertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const { num_attention_heads: A, hidden_size: H, attention_bias, attention_dropout: rate } = config;
  const name = `${blockName(block)}.attn`;
  const { angles, bias } = tokens.reaches[config.layer_types[block]];
  const turned = rotated(affine(p, `${name}.Wqkv`, x, attention_bias), angles, A);
  const mask = maskOfHeads(A, tokens.mask.shape[1], rate, masks);
  const given = { scale: 1 / Math.sqrt(H / A), bias, mask };
  const context = headsAttention(headsOf(turned, tokens, A, 'parts first'), null, given);
  const said = affine(p, `${name}.Wo`, tokensOfHeads(context, tokens), attention_bias);
  return droppedStates(said, rate, masks);
}

/** W·(f(a)∘b), where a and b are the halves of W_i·x (GeGLU, arXiv 2002.05202). */
function gated(
  p: Parameters<Tensor>,
  name: string,
  x: Tensor2D,
  { mlp_bias, hidden_activation, mlp_dropout }: ModernBertConfig,
  masks: DropoutMasks,
): Tensor2D {
  const [input, gate] = tf.split(affine(p, `${name}.Wi`, x, mlp_bias), 2, 1);
  const inner = tf.mul<Tensor2D>(activations[hidden_activation](input as Tensor2D), gate);
  return affine(p, `${name}.Wo`, droppedStates(inner, mlp_dropout, masks), mlp_bias);
}
