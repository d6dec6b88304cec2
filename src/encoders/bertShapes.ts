/** The names and shapes of BERT's parameters, with Hugging Face's names without the `bert.` prefix. */
import type { Shapes } from '../types';
import { type BertConfig, blockName } from './bert';

/** The shapes of a linear layer [out, in] and its bias. */
export const linearShapes = (name: string, output: number, input: number): Shapes => ({
  [`${name}.weight`]: [output, input],
  [`${name}.bias`]: [output],
});

const normShapes = (name: string, width: number): Shapes => ({
  [`${name}.weight`]: [width],
  [`${name}.bias`]: [width],
});

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
    ...linearShapes(`${name}.attention.self.query`, H, H),
    ...linearShapes(`${name}.attention.self.key`, H, H),
    ...linearShapes(`${name}.attention.self.value`, H, H),
    ...linearShapes(`${name}.attention.output.dense`, H, H),
    ...normShapes(`${name}.attention.output.LayerNorm`, H),
    ...linearShapes(`${name}.intermediate.dense`, I, H),
    ...linearShapes(`${name}.output.dense`, H, I),
    ...normShapes(`${name}.output.LayerNorm`, H),
  };
}

/** All parameters up to `depth` blocks without the pooler, in the order of the forward pass. */
export function bertShapes(config: BertConfig, depth: number): Shapes {
  const blocks = Array.from({ length: depth }, (_, block) => blockShapes(config, block));
  return Object.assign({}, embeddingShapes(config), ...blocks);
}
