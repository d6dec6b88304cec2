/** The pretrained encoder in Hugging Face's layout. */
import { join } from 'node:path';
import type { EncoderConfig } from '../../../src/encoders/bertEncoder';
import { writeSafetensors } from '../../../src/encoders/safetensors-write';
import { makeFolder, readFileOrExplain, writeAtomically } from '../../../src/files';
import { languageModelShapes } from './model';

/**
 * Writes config.json, tokenizer.json and model.safetensors (float16) of an encoder with `depth` blocks. Parameters
 * have the names of Hugging Face's BertForMaskedLM, so BertModel, BertForMaskedLM and this project's loader can read
 * them.
 */
export function exportEncoder(
  folder: string,
  config: EncoderConfig,
  depth: number,
  parameters: Readonly<Record<string, Float32Array>>,
  tokenizerFile: string,
): void {
  makeFolder(folder);
  const tokenizer = readFileOrExplain(tokenizerFile, 'a tokenizer');
  const tensors = Object.entries(languageModelShapes(config, depth)).map(([name, shape]) => [
    name.startsWith('cls.') ? name : `bert.${name}`,
    { shape, data: parameters[name] },
  ]);
  writeAtomically(join(folder, 'tokenizer.json'), [tokenizer]);
  writeAtomically(join(folder, 'config.json'), [`${JSON.stringify(configOf(config, depth), null, 2)}\n`]);
  writeSafetensors(join(folder, 'model.safetensors'), Object.fromEntries(tensors), {
    floats: 'F16',
    metadata: { format: 'pt' },
  });
}

function configOf({ classifier_dropout: _, ...config }: EncoderConfig, depth: number): object {
  return {
    architectures: ['BertForMaskedLM'],
    model_type: 'bert',
    ...config,
    num_hidden_layers: depth,
    hidden_act: 'gelu',
    pad_token_id: 0,
    position_embedding_type: 'absolute',
    tie_word_embeddings: true,
  };
}
