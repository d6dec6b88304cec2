/** The names and shapes of BERT's parameters, with Hugging Face's names without the `bert.` prefix. */
import { layerShapes } from '../ops/layer';
import type { Shapes } from '../types';
import { attentionNames, type BertConfig, blockName } from './bert';
import { encoderShapes } from './encoderShapes';
import { normShapes, selfAttentionShapes } from './sublayers';

export function embeddingShapes({
  hidden_size: H,
  vocab_size,
  max_position_embeddings,
  type_vocab_size,
}: BertConfig): Shapes {
  return {
    'embeddings.word_embeddings.weight': [vocab_size, H],
    'embeddings.position_embeddings.weight': [max_position_embeddings, H],
    'embeddings.token_type_embeddings.weight': [type_vocab_size, H],
    ...normShapes('embeddings.LayerNorm', H),
  };
}

export function blockShapes({ hidden_size: H, intermediate_size: I }: BertConfig, block: number): Shapes {
  const name = blockName(block);
  return {
    ...selfAttentionShapes(attentionNames(name), H),
    ...layerShapes(`${name}.attention.output.dense`, H, H),
    ...normShapes(`${name}.attention.output.LayerNorm`, H),
    ...layerShapes(`${name}.intermediate.dense`, I, H),
    ...layerShapes(`${name}.output.dense`, H, I),
    ...normShapes(`${name}.output.LayerNorm`, H),
  };
}

/** All parameters up to `depth` blocks without the pooler, in the order of the forward pass. */
export function bertShapes(config: BertConfig, depth: number): Shapes {
  const bert = {
    embeddingShapes: () => embeddingShapes(config),
    blockShapes: (block: number) => blockShapes(config, block),
  };
  return Object.assign({}, ...encoderShapes(bert, 0, depth));
}
