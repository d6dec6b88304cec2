/** Checkpoints of every architecture: the names that Transformers stores, and the options of config.json. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { initialParameters } from '../src/training/initialise';
import {
  type CaseConfig,
  caseCheckpoint,
  caseModel,
  checkpointShapes,
  encoderFixture,
  encoderOf,
} from './support/encoderCases';
import { caseFolder } from './support/encoderTraining';
import { refuses } from './support/files';

const architectures = ['roberta', 'electra', 'distilbert', 'albert', 'deberta', 'deberta-v2', 'modernbert'];

const exampleOf = (architecture: string) => encoderFixture(architecture).cases[0];

/** The names of base models that are not those of their architectures. */
const prefixes: Readonly<Record<string, string>> = { 'deberta-v2': 'deberta', modernbert: 'model' };

/** The names in the file of a model with a head, where they are not the prefix and the lab's name. */
const headNames: Readonly<Record<string, (name: string) => string>> = {
  electra: (name) => name.replace(/^electra\.pooler\.dense\./, 'classifier.dense.'),
  distilbert: (name) => name.replace(/^distilbert\.pooler\.dense\./, 'pre_classifier.'),
  deberta: (name) => name.replace(/^deberta\.pooler\./, 'pooler.'),
  'deberta-v2': (name) => name.replace(/^deberta\.pooler\./, 'pooler.'),
  modernbert: (name) => name.replace(/^model\.pooler\./, 'head.'),
};

/** Names as Transformers stores them: with the prefix of the base model, and older ones of norms. */
const storedName = (architecture: string) => (name: string) =>
  (headNames[architecture] ?? ((stored) => stored))(`${prefixes[architecture] ?? architecture}.${name}`)
    .replace(/(LayerNorm|layer_norm)\.weight$/, '$1.gamma')
    .replace(/(LayerNorm|layer_norm)\.bias$/, '$1.beta');

describe('checkpoints as Transformers stores them', () => {
  for (const architecture of architectures) {
    it(`${architecture}: under the prefix of the model, with older names of norms`, (test) => {
      const example = exampleOf(architecture);
      const opened = openEncoderFolder(caseFolder(test, example, storedName(architecture)));
      assert.equal(opened.encoder.architecture, architecture);
      const expected = caseCheckpoint(example);
      const model = { ...caseModel(example), depths: [opened.encoder.depth] };
      const found = Object.entries(initialParameters(model, opened, 0, null));
      const ofEncoder = found.filter(([name]) => !name.startsWith('exits.'));
      assert.ok(ofEncoder.length > 10);
      for (const [name, values] of ofEncoder) assert.deepEqual(values, expected[name], name);
    });

    it(`${architecture}: under the names of the base model, of every case`, (test) => {
      const prints = encoderFixture(architecture).cases.map((example) => {
        const { weights, encoder, fingerprint } = openEncoderFolder(caseFolder(test, example));
        assert.deepEqual([...(weights?.names ?? [])].sort(), Object.keys(checkpointShapes(encoder)).sort());
        return fingerprint;
      });
      assert.equal(new Set(prints).size, prints.length);
    });

    it(`${architecture}: initial values are drawn, those of norms are 1`, () => {
      const encoder = encoderOf(exampleOf(architecture).config);
      const norms = Object.keys(checkpointShapes(encoder)).filter((name) => /norm\.weight$/i.test(name));
      assert.ok(norms.length > 2);
      for (const name of norms) assert.deepEqual([...encoder.initial(name, [2], 1)], [1, 1], name);
    });
  }
});

describe('positions, types and rates of an architecture', () => {
  it('RoBERTa has positions after that of the padding token', () => {
    const { config } = exampleOf('roberta');
    const { max_position_embeddings: table } = config as CaseConfig & { max_position_embeddings: number };
    assert.equal(encoderOf(config).positions, table - (config.pad_token_id ?? 1) - 1);
  });

  it('the rate before a head is that of the configuration', () => {
    const rateOf = (architecture: string, changes: object) =>
      encoderOf({ ...exampleOf(architecture).config, ...changes }).headDropout;
    assert.equal(rateOf('roberta', { hidden_dropout_prob: 0.3 }), 0.3);
    assert.equal(rateOf('electra', { classifier_dropout: 0.4 }), 0.4);
    assert.equal(rateOf('distilbert', {}), 0.2);
    assert.equal(rateOf('albert', { classifier_dropout_prob: 0.25 }), 0.25);
    for (const architecture of architectures)
      assert.equal(encoderOf(exampleOf(architecture).config).withDropout(0.5).headDropout, 0.5);
  });
});

describe('options that change the result', () => {
  const refused: readonly [architecture: string, changes: object, ...says: string[]][] = [
    ['roberta', { is_decoder: true }, 'is_decoder', 'got true'],
    ['electra', { add_cross_attention: true }, 'add_cross_attention', 'got true'],
    ['albert', { is_encoder_decoder: true }, 'is_encoder_decoder', 'got true'],
    ['roberta', { position_embedding_type: 'relative_key_query' }, 'position_embedding_type', '"absolute"'],
    ['albert', { position_embedding_type: 'rotary' }, 'position_embedding_type', 'got "rotary"'],
    ['distilbert', { sinusoidal_pos_embds: true }, 'sinusoidal_pos_embds', 'got true'],
    ['electra', { pruned_heads: { 1: [0] } }, 'pruned_heads'],
    ['albert', { quantization_config: { bits: 8 } }, 'quantization_config'],
    ['albert', { hidden_act: 'prelu' }, 'hidden_act', 'got "prelu"', '"gelu_new"'],
    ['distilbert', { activation: 'xielu' }, 'activation', 'got "xielu"'],
    ['distilbert', { n_heads: 4 }, 'dim', 'n_heads', '15 and 4'],
    ['roberta', { pad_token_id: null }, 'pad_token_id', 'got null'],
    ['roberta', { pad_token_id: 97 }, 'pad_token_id', '0 to 96', 'got 97'],
    ['roberta', { max_position_embeddings: 1 }, 'max_position_embeddings', '1 and 0'],
    ['electra', { embedding_size: 0 }, 'embedding_size', 'got 0'],
    ['albert', { num_hidden_groups: 1.5 }, 'num_hidden_groups', 'got 1.5'],
    ['albert', { inner_group_num: '2' }, 'inner_group_num', 'got "2"'],
  ];
  for (const [architecture, changes, ...says] of refused)
    it(`${architecture}: ${JSON.stringify(changes)} is refused`, () => {
      refuses(() => encoderOf({ ...exampleOf(architecture).config, ...changes }), 'config.json', ...says);
    });

  const accepted: readonly [architecture: string, changes: object][] = [
    ['roberta', { is_decoder: false, add_cross_attention: null, pruned_heads: {}, classifier_dropout: null }],
    ['electra', { position_embedding_type: 'absolute', hidden_act: 'gelu_python', summary_type: 'first' }],
    ['distilbert', { sinusoidal_pos_embds: false, tie_weights_: true, qa_dropout: 0.1 }],
    ['albert', { down_scale_factor: 1, gap_size: 0, net_structure_type: 0, num_memory_blocks: 0 }],
  ];
  for (const [architecture, changes] of accepted)
    it(`${architecture}: harmless ${Object.keys(changes).join(', ')} are accepted`, () => {
      assert.ok(encoderOf({ ...exampleOf(architecture).config, ...changes }));
    });
});
