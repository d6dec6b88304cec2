import type { Example } from '../types';
import { generateSentiment, sentiment } from './sentiment';
import { tokenizerOf, vocabularyOf } from './vocabulary';

const SEED = 1;

/** Every generated file of the project: its path below data/ and its content, the same to the bit each time. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const splits = generateSentiment(SEED);
  const vocabulary = vocabularyOf(splits.train.map(({ sentence1 }) => sentence1));
  const task = `tasks/${sentiment.name}`;
  const encoder = 'encoders/seeded-12x128';
  return new Map([
    [`${task}/task.json`, json(sentiment)],
    [`${task}/train.jsonl`, lines(splits.train)],
    [`${task}/validation.jsonl`, lines(splits.validation)],
    [`${task}/test.jsonl`, lines(splits.test)],
    [`${encoder}/config.json`, json(configOf(vocabulary.length))],
    [`${encoder}/tokenizer.json`, json(tokenizerOf(vocabulary))],
  ]);
}

/** A BERT of 12 blocks with the width of BERT-tiny, small enough to train on a CPU in a minute. */
function configOf(vocabularySize: number): object {
  return {
    architectures: ['BertModel'],
    model_type: 'bert',
    vocab_size: vocabularySize,
    hidden_size: 128,
    num_hidden_layers: 12,
    num_attention_heads: 2,
    intermediate_size: 512,
    hidden_act: 'gelu',
    hidden_dropout_prob: 0.1,
    attention_probs_dropout_prob: 0.1,
    max_position_embeddings: 512,
    type_vocab_size: 2,
    layer_norm_eps: 1e-12,
    initializer_range: 0.02,
    pad_token_id: 0,
    position_embedding_type: 'absolute',
    initializer_seed: SEED,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function lines(examples: readonly Example[]): string {
  return examples.map((example) => `${JSON.stringify(example)}\n`).join('');
}
