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
import type { Encoder, Parameters, Shapes, Tokens } from '../types';
import type { Architecture } from './architectures';
import { headsOf, maskOfHeads, tokensOfHeads } from './attentionHeads';
import { currentNames } from './currentNames';
import { drawnWithin } from './drawn';
import { type LayerType, type ModernBertConfig, readModernBertConfig } from './modernBertConfig';
import { type Reach, reachesOf } from './reach';
import { droppedStates, normShapes, rowsOf } from './sublayers';

const ofModel = currentNames('model');

export const modernBert: Architecture = {
  name: 'modernbert',
  open: (file) => modernBertEncoder(readModernBertConfig(file)),
  currentName: (stored) => ofModel(stored).replace(/^head\./, 'pooler.'),
};

const blockName = (block: number): string => `layers.${block}`;

/** The shapes of a linear layer whose bias is an option. */
const affineShapes = (name: string, output: number, input: number, bias: boolean): Shapes =>
  bias ? layerShapes(name, output, input) : productShapes(name, output, input);

const affine = (p: Parameters<Tensor>, name: string, x: Tensor2D, bias: boolean): Tensor2D =>
  bias ? layer(p, name, x) : productLayer(p, name, x);

/** The shapes of a norm whose bias is an option. */
function scaleShapes(name: string, { hidden_size: H, norm_bias }: ModernBertConfig): Shapes {
  return norm_bias ? normShapes(name, H) : { [`${name}.weight`]: [H] };
}

function norm(p: Parameters<Tensor>, name: string, x: Tensor2D, config: ModernBertConfig): Tensor2D {
  const { [`${name}.weight`]: gamma } = p;
  const beta = config.norm_bias ? p[`${name}.bias`] : tf.zeros(gamma.shape);
  return layerNorm(x, gamma as Tensor1D, beta as Tensor1D, config.norm_eps);
}

function blockShapes(config: ModernBertConfig, block: number): Shapes {
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
interface BoundTokens extends Tokens {
  readonly reaches: { readonly [type in LayerType]: Reach };
}

/** x + attention(LN(x)), then the same with the gated feed-forward layer. The first block reads normalised embeddings. */
function runBlock(
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

/** The deviation of initial weights: those of layers whose output is added to a state are smaller. */
function deviationOf(name: string, { initializer_range, num_hidden_layers }: ModernBertConfig): number {
  const isOut = /\.Wo\.weight$|^pooler\.dense\.weight$/.test(name);
  return isOut ? initializer_range / Math.sqrt(2 * num_hidden_layers) : initializer_range;
}

/**
 * ModernBERT at the sizes of a config.json. Its pooler is the head of Transformers' classifier, LN(f(W·x)) of a row of
 * normalised states.
 */
export function modernBertEncoder(config: ModernBertConfig): Encoder {
  const { hidden_size: H, classifier_bias, classifier_activation } = config;
  return {
    architecture: 'modernbert',
    width: H,
    depth: config.num_hidden_layers,
    vocabulary: config.vocab_size,
    types: 0,
    positions: config.max_position_embeddings,
    pooling: config.classifier_pooling,
    headDropout: config.classifier_dropout,
    embeddingShapes: () => ({
      'embeddings.tok_embeddings.weight': [config.vocab_size, H],
      ...scaleShapes('embeddings.norm', config),
    }),
    blockShapes: (block) => blockShapes(config, block),
    poolerShapes: (name) => ({
      ...affineShapes(`${name}.dense`, H, H, classifier_bias),
      ...scaleShapes(`${name}.norm`, config),
    }),
    measuredMatrix: (block) => `${blockName(block)}.mlp.Wo.weight`,
    initial: (name, shape, seed) =>
      drawnWithin(name, shape, deviationOf(name, config), config.initializer_cutoff_factor, seed),
    bind(tokens) {
      const shared = { ...tokens, reaches: reachesOf(tokens, config) };
      return {
        embed(p, masks) {
          const normal = norm(
            p,
            'embeddings.norm',
            rowsOf(p, 'embeddings.tok_embeddings', tokens.ids),
            config,
          );
          return droppedStates(normal, config.embedding_dropout, masks);
        },
        block: (p, block, hidden, masks) => runBlock(p, block, hidden, shared, config, masks),
      };
    },
    exitRows: (p, rows) => norm(p, 'final_norm', rows, config),
    pool(p, name, row) {
      const dense = affine(p, `${name}.dense`, row, classifier_bias);
      return norm(p, `${name}.norm`, activations[classifier_activation](dense), config);
    },
    withDropout: (rate) =>
      modernBertEncoder({
        ...config,
        attention_dropout: rate,
        embedding_dropout: rate,
        mlp_dropout: rate,
        classifier_dropout: rate,
      }),
  };
}
