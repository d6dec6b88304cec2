import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { BertConfig } from '../src/encoders/bert';
import { currentName } from '../src/encoders/bertEncoder';
import { bertShapes } from '../src/encoders/bertShapes';
import { checkTokenizer, checkTypes, openEncoderFolder } from '../src/encoders/folder';
import { encoderNames } from '../src/encoders/place';
import { writeSafetensors } from '../src/encoders/safetensors-write';
import type { Task } from '../src/types';
import { folderOf, refuses } from './support/files';
import { miniLm } from './support/miniLm';

const sizes: BertConfig = {
  vocab_size: 11,
  hidden_size: 4,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 6,
  max_position_embeddings: 8,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
};
const shapes: { readonly [name: string]: readonly number[] } = {
  ...bertShapes(sizes, 2),
  'pooler.dense.weight': [4, 4],
  'pooler.dense.bias': [4],
};

const folderWith = (test: TestContext, changes: object = {}) =>
  folderOf(test, { 'config.json': JSON.stringify({ ...sizes, model_type: 'bert', ...changes }) });

/** Tensors whose first number tells them apart, stored under names made from the current ones. */
function storeWeights(folder: string, storedName: (name: string) => string | null, extra: object = {}): void {
  const tensors = Object.entries(shapes).flatMap(([name, shape], i) => {
    const stored = storedName(name);
    const data = new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(i);
    return stored === null ? [] : [[stored, { shape, data }] as const];
  });
  writeSafetensors(join(folder, 'model.safetensors'), { ...Object.fromEntries(tensors), ...extra });
}

const oldName = (name: string) =>
  `bert.${name.replace(/LayerNorm\.weight$/, 'LayerNorm.gamma').replace(/LayerNorm\.bias$/, 'LayerNorm.beta')}`;

describe('encoder folders', () => {
  it('open by name: the seeded encoder', () => {
    const { name, encoder, seed, weights, tokenizer } = openEncoderFolder('seeded-12x128');
    assert.deepEqual([name, seed, weights], ['seeded-12x128', 1, null]);
    assert.deepEqual(
      [encoder.depth, encoder.width, encoder.blockShapes(11)['encoder.layer.11.intermediate.dense.bias']],
      [12, 128, [512]],
    );
    assert.equal(tokenizer().vocabularySize, encoder.vocabulary);
    assert.deepEqual(encoderNames().slice(0, 2), ['minilm-l6', 'seeded-12x128']);
  });

  it('open by name: MiniLM', { skip: miniLm() === null && 'MiniLM is absent' }, () => {
    const { encoder, weights } = openEncoderFolder('minilm-l6');
    assert.deepEqual([encoder.depth, encoder.width, encoder.vocabulary], [6, 384, 30522]);
    assert.ok(weights);
    assert.deepEqual(weights.shape('encoder.layer.5.output.dense.weight'), [384, 1536]);
    assert.ok(weights.has('pooler.dense.weight') && !weights.has('embeddings.position_ids'));
    const { shape, data } = weights.floats('embeddings.word_embeddings.weight', { first: 101, end: 103 });
    assert.deepEqual([shape, data.length], [[2, 384], 768]);
  });

  for (const [what, rename] of [
    ['current names', (name: string) => name],
    ['the names of a model with a task', (name: string) => `bert.${name}`],
    ['the names of the first release', oldName],
  ] as const) {
    it(`give the same weights under ${what}`, (t) => {
      const folder = folderWith(t);
      storeWeights(folder, rename, { 'cls.predictions.bias': { shape: [1], data: new Float32Array(1) } });
      const { weights, seed } = openEncoderFolder(folder);
      assert.ok(weights);
      assert.equal(seed, null);
      assert.deepEqual([...weights.names].sort(), Object.keys(shapes).sort());
      Object.entries(shapes).forEach(([name, shape], i) => {
        assert.deepEqual(weights.floats(name).shape, shape);
        assert.equal(weights.floats(name).data[0], i);
      });
    });
  }

  it('may lack the pooler', (t) => {
    const folder = folderWith(t);
    storeWeights(folder, (name) => (name.startsWith('pooler') ? null : name));
    assert.equal(openEncoderFolder(folder).weights?.has('pooler.dense.weight'), false);
  });

  it('change their fingerprint with any of their files', (t) => {
    const prints = [folderWith(t, { initializer_seed: 1 }), folderWith(t, { initializer_seed: 2 })];
    const folder = folderWith(t, { initializer_seed: 1 });
    storeWeights(folder, (name) => name);
    const copy = folderOf(t, { 'tokenizer.json': '{}' });
    cpSync(folder, copy, { recursive: true });
    const found = [...prints, folder, copy].map((path) => openEncoderFolder(path).fingerprint);
    assert.equal(new Set(found).size, found.length);
    assert.equal(openEncoderFolder(folder).fingerprint, found[2]);
  });

  it('map names once: currentName of a current name is itself', () => {
    for (const name of Object.keys(shapes)) {
      assert.equal(currentName(name), name);
      assert.equal(currentName(oldName(name)), name);
    }
  });
});

describe('a configuration of before there were other models', () => {
  it('is read as that of BERT', (t) => {
    const { encoder } = openEncoderFolder(folderWith(t, { model_type: undefined, initializer_seed: 1 }));
    assert.deepEqual([encoder.architecture, encoder.width, encoder.depth], ['bert', 4, 2]);
  });
});

describe('bad encoder folders', () => {
  it('an unknown name, or a folder without an encoder', (t) => {
    refuses(() => openEncoderFolder('no-such-encoder'), 'minilm-l6', 'seeded-12x128', 'no-such-encoder');
    refuses(() => openEncoderFolder(folderOf(t, {})), 'config.json');
  });

  it('no weights and no seed', (t) => {
    refuses(() => openEncoderFolder(folderWith(t)), 'model.safetensors', 'initializer_seed');
  });

  it('a tensor that is missing or of another shape', (t) => {
    const folder = folderWith(t);
    storeWeights(folder, (name) => (name === 'encoder.layer.1.output.dense.bias' ? null : name));
    refuses(
      () => openEncoderFolder(folder),
      'model.safetensors',
      "lacks 'encoder.layer.1.output.dense.bias'; use",
    );
    const wrong = { 'embeddings.word_embeddings.weight': { shape: [10, 4], data: new Float32Array(40) } };
    storeWeights(folder, (name) => (name in wrong ? null : name), wrong);
    refuses(() => openEncoderFolder(folder), 'word_embeddings', '[11, 4]', 'got [10, 4]');
  });

  it('weights that are no safetensors', (t) => {
    const folder = folderOf(t, {
      'config.json': JSON.stringify({ ...sizes, model_type: 'bert' }),
      'model.safetensors': 'version https://git-lfs.github.com/spec/v1',
    });
    refuses(() => openEncoderFolder(folder), 'model.safetensors', 'Git LFS');
    writeFileSync(join(folder, 'model.safetensors'), 'hundreds of weights');
    refuses(() => openEncoderFolder(folder), 'model.safetensors', 'header claims');
  });

  it('a tensor under its old name and its new one', (t) => {
    const folder = folderWith(t);
    const data = new Float32Array(4);
    storeWeights(folder, (name) => name, { 'bert.embeddings.LayerNorm.gamma': { shape: [4], data } });
    const name = 'embeddings.LayerNorm.weight';
    refuses(() => openEncoderFolder(folder), `one tensor '${name}'`, "'bert.embeddings.LayerNorm.gamma'");
    storeWeights(folder, (name) => name, {
      'bert.cls.bias': { shape: [4], data },
      'cls.bias': { shape: [4], data },
    });
    assert.ok(openEncoderFolder(folder).weights);
  });

  const badConfigs: { [what: string]: [changes: object, ...says: string[]] } = {
    'of another model': [{ model_type: 'gpt2' }, 'model_type', '"bert"', 'got "gpt2"'],
    'with an activation of its own': [{ hidden_act: 'prelu' }, 'hidden_act', '"gelu"', 'got "prelu"'],
    'with other positions': [{ position_embedding_type: 'relative_key' }, 'position_embedding_type'],
    'without a size': [{ hidden_size: undefined }, 'hidden_size'],
    'with a broken size': [{ vocab_size: 11.5 }, 'vocab_size', 'got 11.5'],
    'with a size of 0': [{ num_hidden_layers: 0 }, 'num_hidden_layers', 'got 0'],
    'with a size beyond sense': [
      { num_hidden_layers: 1e9 },
      'num_hidden_layers',
      '1 to 1000',
      'got 1000000000',
    ],
    'with a vocabulary beyond sense': [{ vocab_size: 2 ** 31 }, 'vocab_size', 'got 2147483648'],
    'of a decoder': [{ is_decoder: true }, 'is_decoder', 'got true'],
    'with a rate of 1': [{ hidden_dropout_prob: 1 }, 'hidden_dropout_prob', 'got 1'],
    'with heads that do not divide it': [{ num_attention_heads: 3 }, 'multiple', '4 and 3'],
    'with a broken seed': [{ initializer_seed: 'one' }, 'initializer_seed', 'got "one"'],
  };
  for (const [what, [changes, ...says]] of Object.entries(badConfigs)) {
    it(`a configuration ${what}`, (t) => {
      refuses(
        () => openEncoderFolder(folderWith(t, { initializer_seed: 1, ...changes })),
        'config.json',
        ...says,
      );
    });
  }

  it('a task whose pairs need more token types than it has', (t) => {
    const { encoder, tokenizer } = openEncoderFolder('seeded-12x128');
    const pairs = { name: 'mine', pair: true } as Task;
    const one = { ...encoder, types: 1 };
    checkTypes(tokenizer(), encoder, pairs);
    checkTypes(tokenizer(), one, { ...pairs, pair: false });
    refuses(() => checkTypes(tokenizer(), one, pairs), 'the task mine', 'types up to 1', 'embeddings for 1');
    assert.equal(
      openEncoderFolder(folderWith(t, { initializer_seed: 1, type_vocab_size: 1 })).encoder.types,
      1,
    );
  });

  it('a tokenizer that does not fit the encoder', (t) => {
    const seeded = openEncoderFolder('seeded-12x128');
    const folder = folderWith(t, { initializer_seed: 1 });
    cpSync(join(seeded.folder, 'tokenizer.json'), join(folder, 'tokenizer.json'));
    const last = seeded.encoder.vocabulary - 1;
    refuses(
      () => openEncoderFolder(folder).tokenizer(),
      'does not fit',
      `up to ${last}`,
      'embeddings for 11',
    );
    checkTokenizer(seeded.tokenizer(), seeded.encoder);
    refuses(() => checkTokenizer(seeded.tokenizer(), { ...seeded.encoder, vocabulary: last }), `for ${last}`);
  });
});
