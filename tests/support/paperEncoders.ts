/**
 * Stand-ins of the papers' encoders: the files, names and depths of the real repositories, and a few random numbers
 * instead of hundreds of megabytes of weights.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSafetensors } from '../../src/encoders/safetensors-write';
import { projectRoot } from '../../src/paths';
import { type CaseConfig, caseCheckpoint, checkpointShapes, encoderOf } from './encoderCases';
import type { StandIn } from './hubServer';
import { classicFiles } from './tokenizers';
import { type Stored, torchCheckpoint } from './torchCheckpoint';

type Files = { readonly [path: string]: string | Uint8Array };

const small = { hidden_size: 32, intermediate_size: 64, num_attention_heads: 2, initializer_range: 0.02 };

/** The random tensors of an encoder, under the names of a checkpoint with a head for masked words. */
function tensorsOf(name: string, config: CaseConfig, stored: (own: string) => string): Stored[] {
  const shapes = checkpointShapes(encoderOf(config));
  const values = caseCheckpoint({ name, config });
  return Object.entries(shapes).map(([own, shape]) => ({ name: stored(own), shape, data: values[own] }));
}

/** The tensor of a head, which no encoder reads. */
const head = (name: string, size: number): Stored => ({ name, shape: [size], data: new Float32Array(size) });

function safetensors(tensors: readonly Stored[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'early-exit-test-'));
  try {
    const file = join(folder, 'model.safetensors');
    writeSafetensors(file, Object.fromEntries(tensors.map(({ name, ...tensor }) => [name, tensor])), {
      metadata: { format: 'pt' },
    });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const standIn = (name: string, config: object, files: Files, formerly?: string): StandIn => ({
  ...{ kind: 'model', name, formerly, revisions: ['v1'] },
  files: new Map(
    Object.entries({ ...files, 'config.json': JSON.stringify(config), 'README.md': name }).map(
      ([path, content]) => [path, Buffer.from(content)],
    ),
  ),
});

/** The vocabulary of the lab's own encoder, which knows the words of its tasks. */
function wordPieces(): Files {
  const json = readFileSync(
    join(projectRoot(), 'data', 'encoders', 'tiny-bert-12', 'tokenizer.json'),
    'utf8',
  );
  const { vocab } = JSON.parse(json).model as { vocab: { [piece: string]: number } };
  const pieces = Object.entries(vocab).sort(([, a], [, b]) => a - b);
  return {
    'tokenizer.json': json,
    'tokenizer_config.json': JSON.stringify({ do_lower_case: true, model_max_length: 512 }),
    'vocab.txt': `${pieces.map(([piece]) => piece).join('\n')}\n`,
  };
}

/** With the old names of norms, as in the real file, and a format that the lab does not read. */
function bert(name: string, depth: number): StandIn {
  const config = {
    ...{ architectures: ['BertForMaskedLM'], model_type: 'bert', ...small, num_hidden_layers: depth },
    ...{ attention_probs_dropout_prob: 0.1, hidden_dropout_prob: 0.1, hidden_act: 'gelu' },
    ...{ gradient_checkpointing: false, layer_norm_eps: 1e-12, max_position_embeddings: 512 },
    ...{ pad_token_id: 0, position_embedding_type: 'absolute', transformers_version: '4.6.0.dev0' },
    ...{ type_vocab_size: 2, use_cache: true, vocab_size: 6144 },
  };
  const old = (own: string) =>
    `bert.${own}`
      .replace(/LayerNorm\.weight$/, 'LayerNorm.gamma')
      .replace(/LayerNorm\.bias$/, 'LayerNorm.beta');
  const weights = [...tensorsOf(name, config, old), head('cls.predictions.bias', 6144)];
  return standIn(
    `google-bert/${name}`,
    config,
    { ...wordPieces(), 'model.safetensors': safetensors(weights), 'tf_model.h5': 'another format' },
    name,
  );
}

/** Its weights are in PyTorch's format alone, and its tokenizer in the older form alone. */
function deberta(name: string, depth: number): StandIn {
  const config = {
    ...{ model_type: 'deberta', ...small, num_hidden_layers: depth },
    ...{ attention_probs_dropout_prob: 0.1, hidden_dropout_prob: 0.1, hidden_act: 'gelu' },
    ...{ layer_norm_eps: 1e-7, max_position_embeddings: 512, max_relative_positions: -1 },
    ...{ padding_idx: 0, pos_att_type: 'c2p|p2c', position_biased_input: false, relative_attention: true },
    ...{ type_vocab_size: 0, vocab_size: 700 },
  };
  const weights = [
    ...tensorsOf(name, config, (own) => `deberta.${own}`),
    head('lm_predictions.lm_head.bias', 700),
  ];
  const { 'vocab.json': vocab, 'merges.txt': merges } = classicFiles('deberta');
  const tokenizer = JSON.stringify({ do_lower_case: false, vocab_type: 'gpt2' });
  return standIn(name, config, {
    ...{ 'vocab.json': vocab, 'merges.txt': merges, 'tokenizer_config.json': tokenizer },
    ...{ 'bpe_encoder.bin': 'another format', 'pytorch_model.bin': torchCheckpoint(weights) },
  });
}

/** Its tokenizer is a SentencePiece model. */
function albert(name: string): StandIn {
  const config = {
    ...{ architectures: ['AlbertForMaskedLM'], model_type: 'albert', ...small, num_hidden_layers: 12 },
    ...{ attention_probs_dropout_prob: 0, hidden_dropout_prob: 0, classifier_dropout_prob: 0.1 },
    ...{
      bos_token_id: 2,
      eos_token_id: 3,
      pad_token_id: 0,
      down_scale_factor: 1,
      embedding_size: 16,
      gap_size: 0,
    },
    ...{ hidden_act: 'gelu_new', inner_group_num: 1, layer_norm_eps: 1e-12, max_position_embeddings: 512 },
    ...{
      net_structure_type: 0,
      num_hidden_groups: 1,
      num_memory_blocks: 0,
      type_vocab_size: 2,
      vocab_size: 700,
    },
  };
  const weights = [...tensorsOf(name, config, (own) => `albert.${own}`), head('predictions.bias', 700)];
  const { 'spiece.model': pieces } = classicFiles('albert');
  const files = { 'spiece.model': pieces, 'model.safetensors': safetensors(weights) };
  return standIn(`albert/${name}`, config, files, name);
}

/** BERT, DeBERTa and ALBERT in the sizes of the two papers, on the stand-in of the Hub. */
export const paperEncoders = (): StandIn[] => [
  bert('bert-base-uncased', 12),
  bert('bert-large-uncased', 24),
  deberta('microsoft/deberta-base', 12),
  deberta('microsoft/deberta-large', 24),
  albert('albert-base-v2'),
];
