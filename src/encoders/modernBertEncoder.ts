import { activations } from '../ops/activations';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { currentNames } from './currentNames';
import { drawnWithin } from './drawn';
import { affine, affineShapes, blockName, blockShapes, norm, runBlock, scaleShapes } from './modernBert';
import { type ModernBertConfig, readModernBertConfig } from './modernBertConfig';
import { reachesOf } from './reach';
import { droppedStates, rowsOf } from './sublayers';

const ofModel = currentNames('model');

export const modernBert: Architecture = {
  name: 'modernbert',
  open: (file) => modernBertEncoder(readModernBertConfig(file)),
  currentName: (stored) => ofModel(stored).replace(/^head\./, 'pooler.'),
};

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
