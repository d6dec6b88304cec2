/**
 * DeBERTa (He et al. 2021, arXiv 2006.03654): BERT's blocks with attention by content and by distance. The two versions
 * differ in the layers of attention (`Version`). Parameters have Hugging Face's names without the `deberta.` prefix.
 *
 * All blocks read one table of relative embeddings, so its gradient is the sum over the blocks. Under SWEET it gets the
 * gradient of every exit, each through its own segment. The members of a Multi-Model have a copy each.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { activations } from '../ops/activations';
import { type DropoutMasks, dropout } from '../ops/dropout';
import { layer, layerShapes, productLayer, productShapes } from '../ops/layer';
import type { Encoder, Parameters, Shapes, Tokens } from '../types';
import { blockName } from './bert';
import { type DebertaConfig, withDebertaRate } from './debertaConfig';
import {
  attended,
  type BoundTokens,
  boundTokens,
  tableShapes,
  termsOf,
  type Version,
} from './disentangledAttention';
import { drawn } from './drawn';
import { addAndNorm, droppedStates, feedForward, norm, normShapes, rowsOf } from './sublayers';

function embeddingShapes(config: DebertaConfig): Shapes {
  const { vocab_size, max_position_embeddings, type_vocab_size, embedding_size: E, hidden_size: H } = config;
  return {
    'embeddings.word_embeddings.weight': [vocab_size, E],
    ...(config.position_biased_input && {
      'embeddings.position_embeddings.weight': [max_position_embeddings, E],
    }),
    ...(type_vocab_size > 0 && { 'embeddings.token_type_embeddings.weight': [type_vocab_size, E] }),
    ...(E !== H && productShapes('embeddings.embed_proj', H, E)),
    ...normShapes('embeddings.LayerNorm', H),
  };
}

/** The input of the first block [N, H]: LN(W·(word + position + type)) with dropout. W is there if E differs from H. */
function embed(p: Parameters<Tensor>, tokens: Tokens, config: DebertaConfig, masks: DropoutMasks): Tensor2D {
  const rows = [rowsOf(p, 'embeddings.word_embeddings', tokens.ids)];
  if (config.position_biased_input) rows.push(rowsOf(p, 'embeddings.position_embeddings', tokens.positions));
  if (config.type_vocab_size > 0) rows.push(rowsOf(p, 'embeddings.token_type_embeddings', tokens.typeIds));
  const sum = rows.reduce((a, b) => tf.add(a, b));
  const mapped =
    config.embedding_size === config.hidden_size ? sum : productLayer(p, 'embeddings.embed_proj', sum);
  const normal = norm(p, 'embeddings.LayerNorm', mapped, config.layer_norm_eps);
  return droppedStates(normal, config.hidden_dropout_prob, masks);
}

function blockShapes<Config extends DebertaConfig>(
  version: Version<Config>,
  config: Config,
  block: number,
): Shapes {
  const { hidden_size: H, intermediate_size: I } = config;
  const name = blockName(block);
  return {
    ...tableShapes(version, config),
    ...version.attentionShapes(config, `${name}.attention.self`),
    ...layerShapes(`${name}.attention.output.dense`, H, H),
    ...normShapes(`${name}.attention.output.LayerNorm`, H),
    ...layerShapes(`${name}.intermediate.dense`, I, H),
    ...layerShapes(`${name}.output.dense`, H, I),
    ...normShapes(`${name}.output.LayerNorm`, H),
    ...version.after?.shapes(config, block),
  };
}

/** One block, [N, H] -> [N, H], and what follows it. */
function runBlock<Config extends DebertaConfig>(
  version: Version<Config>,
  config: Config,
  p: Parameters<Tensor>,
  block: number,
  x: Tensor2D,
  tokens: BoundTokens,
  masks: DropoutMasks,
): Tensor2D {
  const name = blockName(block);
  const { layer_norm_eps: epsilon, hidden_dropout_prob: rate, hidden_act } = config;
  const attention = { version, config, p, name: `${name}.attention.self`, tokens, masks };
  const context = attended(attention, x);
  const said = droppedStates(layer(p, `${name}.attention.output.dense`, context), rate, masks);
  const middle = addAndNorm(p, `${name}.attention.output.LayerNorm`, x, said, epsilon);
  const fed = feedForward(p, `${name}.intermediate.dense`, `${name}.output.dense`, hidden_act, middle);
  const output = addAndNorm(p, `${name}.output.LayerNorm`, middle, droppedStates(fed, rate, masks), epsilon);
  return version.after?.run(config, block, { p, input: x, output, tokens, masks }) ?? output;
}

/** f(W·dropout(x) + b), Transformers' ContextPooler, [B, H] -> [B, H]. */
function pool(
  p: Parameters<Tensor>,
  name: string,
  row: Tensor2D,
  config: DebertaConfig,
  masks: DropoutMasks,
) {
  const kept = dropout(row, masks('examples', [config.hidden_size], config.pooler_dropout));
  return activations[config.pooler_hidden_act](layer(p, `${name}.dense`, kept));
}

/** A version of DeBERTa at the sizes of a config.json. Its exits have Transformers' ContextPooler. */
export function debertaEncoder<Config extends DebertaConfig>(
  version: Version<Config>,
  config: Config,
): Encoder {
  const { hidden_size: H } = config;
  return {
    architecture: version.architecture,
    width: H,
    depth: config.num_hidden_layers,
    vocabulary: config.vocab_size,
    types: config.type_vocab_size,
    positions: config.max_position_embeddings,
    distanceTerms: termsOf(config).length,
    headDropout: config.cls_dropout,
    embeddingShapes: () => embeddingShapes(config),
    blockShapes: (block) => blockShapes(version, config, block),
    poolerShapes: (name) => layerShapes(`${name}.dense`, H, H),
    measuredMatrix: (block) => `${blockName(block)}.output.dense.weight`,
    initial: (name, shape, seed) =>
      drawn(name.replace(/\.[qv]_bias$/, '.bias'), shape, config.initializer_range, seed),
    bind(tokens) {
      const shared = boundTokens(version, config, tokens);
      return {
        embed: (p, masks) => embed(p, shared, config, masks),
        block: (p, block, hidden, masks) => runBlock(version, config, p, block, hidden, shared, masks),
      };
    },
    pool: (p, name, row, masks) => pool(p, name, row, config, masks),
    withDropout: (rate) => debertaEncoder(version, withDebertaRate(config, rate)),
  };
}
