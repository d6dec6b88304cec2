/** The files that the weights of an encoder may come in. tests/oracle/make_torch_fixtures.py wrote the fixtures. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { openSafetensors } from '../src/encoders/safetensors';
import { writeSafetensors } from '../src/encoders/safetensors-write';
import type { StoredTensor } from '../src/encoders/tensorFile';
import { sweet } from '../src/methods';
import { openingNotes, prepareRun } from '../src/runs/prepare';
import { folderOf, refuses } from './support/files';
import { fixturePath } from './support/fixtures';
import { smallRun } from './support/smallRun';

type Tensors = { readonly [name: string]: StoredTensor<Float32Array | Int32Array> };

const config = readFileSync(fixturePath('torch', 'config.json'));
const indexName = { safetensors: 'model.safetensors.index.json', bin: 'pytorch_model.bin.index.json' };
const shardNames = {
  safetensors: ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'],
  bin: ['pytorch_model-00001-of-00002.bin', 'pytorch_model-00002-of-00002.bin'],
};

/** A folder of the small encoder, with these files of the fixtures. */
function folderWith(test: Pick<TestContext, 'after'>, files: readonly string[]): string {
  const folder = folderOf(test, { 'config.json': config });
  for (const file of files)
    cpSync(fixturePath('torch', file), join(folder, file.replace('shards/', '').replace('tied', 'model')));
  return folder;
}

const sharded = (test: Pick<TestContext, 'after'>, kind: keyof typeof shardNames) =>
  folderWith(
    test,
    [indexName[kind], ...shardNames[kind]].map((file) => `shards/${file}`),
  );

/** Every tensor of the encoder in the folder. */
function tensorsIn(folder: string): Record<string, StoredTensor<Float32Array>> {
  const { weights } = openEncoderFolder(folder);
  assert.ok(weights);
  return Object.fromEntries([...weights.names].sort().map((name) => [name, weights.floats(name)]));
}

/** All tensors of a file of floats. */
function stored(name: string): Record<string, StoredTensor<Float32Array>> {
  const file = openSafetensors(fixturePath('torch', name));
  return Object.fromEntries(file.names.map((each) => [each, file.floats(each)]));
}

/** A folder whose weights are these tensors. */
function folderOfTensors(test: TestContext, tensors: Tensors, metadata?: { [name: string]: string }): string {
  const folder = folderOf(test, { 'config.json': config });
  writeSafetensors(join(folder, 'model.safetensors'), tensors, metadata ? { metadata } : {});
  return folder;
}

const renamed = (tensors: Tensors, rename: (name: string) => string | null): Tensors =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) => {
      const to = rename(name);
      return to === null ? [] : [[to, tensor] as const];
    }),
  );

describe('the weights of an encoder', () => {
  it('are the same from one file and from shards, of either format', (t) => {
    const expected = tensorsIn(folderWith(t, ['tied.safetensors']));
    assert.equal(Object.keys(expected).length, 37);
    assert.deepEqual(tensorsIn(folderWith(t, ['pytorch_model.bin'])), expected);
    assert.deepEqual(tensorsIn(sharded(t, 'safetensors')), expected);
    assert.deepEqual(tensorsIn(sharded(t, 'bin')), expected);
  });

  it('are read from the preferred file, and the fingerprint covers what is read', (t) => {
    const print = (folder: string) => openEncoderFolder(folder).fingerprint;
    const folder = sharded(t, 'bin');
    const change = (file: string) =>
      writeFileSync(join(folder, file), Buffer.concat([readFileSync(join(folder, file)), Buffer.from(' ')]));
    const prints = [print(folder)];
    change(indexName.bin);
    prints.push(print(folder));
    cpSync(fixturePath('torch', 'pytorch_model.bin'), join(folder, 'pytorch_model.bin'));
    prints.push(print(folder));
    change(indexName.bin);
    assert.equal(print(folder), prints[2]);
    for (const file of [indexName.safetensors, ...shardNames.safetensors])
      cpSync(fixturePath('torch', 'shards', file), join(folder, file));
    prints.push(print(folder));
    writeFileSync(join(folder, 'pytorch_model.bin'), '');
    assert.equal(print(folder), prints[3]);
    cpSync(fixturePath('torch', 'tied.safetensors'), join(folder, 'model.safetensors'));
    prints.push(print(folder));
    rmSync(join(folder, shardNames.safetensors[0]));
    assert.equal(print(folder), prints[4]);
    assert.equal(new Set(prints).size, prints.length);
  });

  it('change the fingerprint with any shard', (t) => {
    const [folder, other] = [sharded(t, 'bin'), sharded(t, 'bin')];
    const [, second] = shardNames.bin;
    const bytes = readFileSync(join(other, second));
    bytes[bytes.indexOf('little') - 1] ^= 1; // a byte between two entries
    writeFileSync(join(other, second), bytes);
    assert.notEqual(openEncoderFolder(other).fingerprint, openEncoderFolder(folder).fingerprint);
  });

  it('leave the fingerprints of other folders as they were', () => {
    for (const folder of [fixturePath('tiny-bert'), openEncoderFolder('seeded-12x128').folder]) {
      const hash = createHash('sha256');
      for (const name of ['config.json', 'tokenizer.json', 'model.safetensors']) {
        const file = join(folder, name);
        const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
        hash.update(`${name} ${bytes.length}\n`).update(bytes);
      }
      assert.equal(openEncoderFolder(folder).fingerprint, hash.digest('hex'));
    }
  });

  it('may come with no tokenizer.json yet, and with none but a seed', (t) => {
    refuses(
      () => openEncoderFolder(folderWith(t, [])),
      'model.safetensors or pytorch_model.bin',
      'initializer_seed',
    );
  });
});

describe('the names of tensors', () => {
  const tensors = stored('tied.safetensors');
  const expected = (t: TestContext) => tensorsIn(folderOfTensors(t, tensors));
  const without = (name: string) => name.replace(/^bert\./, '');

  for (const prefix of ['', 'model.', 'module.bert.', '0.auto_model.', 'a.b.c.bert.'])
    it(`may begin with '${prefix}'`, (t) => {
      const found = folderOfTensors(
        t,
        renamed(tensors, (name) => `${prefix}${without(name)}`),
      );
      assert.deepEqual(tensorsIn(found), expected(t));
    });

  it('of a larger model do not stand for those of the encoder', (t) => {
    const outside = { 'pooler.dense.weight': { shape: [3], data: new Float32Array(3) } };
    const inside = renamed(tensors, (name) => `encoder_a.${without(name)}`);
    const { weights } = openEncoderFolder(folderOfTensors(t, { ...inside, ...outside }));
    assert.equal(weights?.has('pooler.dense.weight'), false);
  });

  it('of two encoders are refused', (t) => {
    const two = (name: string, prefix: string) => `${prefix}.${without(name)}`;
    const both = {
      ...renamed(tensors, (name) => two(name, 'query')),
      ...renamed(tensors, (name) => two(name, 'doc')),
    };
    refuses(() => openEncoderFolder(folderOfTensors(t, both)), "'query.'", "'doc.'", 'alone');
  });

  it('of tied tensors may be in the metadata alone', (t) => {
    const words = 'bert.embeddings.word_embeddings.weight';
    const kept = 'cls.predictions.decoder.weight';
    const swapped = renamed(tensors, (name) => (name === kept ? null : name === words ? kept : name));
    refuses(
      () => openEncoderFolder(folderOfTensors(t, swapped)),
      `lacks 'embeddings.word_embeddings.weight'`,
    );
    const found = folderOfTensors(t, swapped, { [words]: kept, 'bert.other': 'nothing', format: 'pt' });
    assert.deepEqual(tensorsIn(found), expected(t));
  });
});

describe('tensors that are missing or too many', () => {
  const tensors = stored('tied.safetensors');

  it('are all listed', (t) => {
    const other = renamed(tensors, (name) => name.replace('layer.1.', 'layers.1.'));
    refuses(
      () => openEncoderFolder(folderOfTensors(t, other)),
      "lacks 'encoder.layer.1.attention.self.query.weight'",
      'and 11 more',
      "it has 'bert.encoder.layers.1.",
      'of one model',
    );
  });

  it('are refused where only a part of the pooler is missing', (t) => {
    const half = renamed(tensors, (name) => name);
    const bias = { 'bert.pooler.dense.bias': { shape: [4], data: new Float32Array(4) } };
    refuses(() => openEncoderFolder(folderOfTensors(t, { ...half, ...bias })), "lacks 'pooler.dense.weight'");
  });

  it('are told of where they look like those of more blocks, and not where they are heads or buffers', (t) => {
    const unexpected = (extra: Tensors) =>
      openEncoderFolder(folderOfTensors(t, { ...tensors, ...extra })).weights?.unexpected;
    const vector = { shape: [4], data: new Float32Array(4) };
    assert.deepEqual(unexpected({}), []);
    assert.deepEqual(
      unexpected({
        classifier: vector,
        'bert.embeddings.position_ids': { shape: [1, 4], data: new Int32Array(4) },
        'bert.encoder.layer.2.output.dense.bias': vector,
      }),
      ['bert.encoder.layer.2.output.dense.bias'],
    );
  });

  it('are told of when a run begins', (t) => {
    const encoder = join(folderOf(t, {}), 'deeper');
    cpSync(fixturePath('tiny-bert'), encoder, { recursive: true });
    const notes = () => openingNotes(prepareRun({ ...smallRun(sweet), encoder }));
    assert.deepEqual(notes(), []);
    const sizes = JSON.parse(readFileSync(join(encoder, 'config.json'), 'utf8'));
    writeFileSync(join(encoder, 'config.json'), JSON.stringify({ ...sizes, num_hidden_layers: 4 }));
    const [note, ...more] = openingNotes(prepareRun({ ...smallRun(sweet), encoder, exits: [1, 4] }));
    assert.match(
      note,
      /^deeper has tensors that its config\.json does not describe.*'encoder\.layer\.4\..* and 11 more\.$/,
    );
    assert.deepEqual(more, []);
  });
});

describe('an index of shards', () => {
  type Map = { [name: string]: unknown };
  const read = (folder: string, kind: keyof typeof indexName): { weight_map: Map } =>
    JSON.parse(readFileSync(join(folder, indexName[kind]), 'utf8'));

  /** Opens the shards after a change of their index. */
  const refusesIndex = (
    t: TestContext,
    change: (map: Map, folder: string) => unknown,
    ...says: readonly (string | RegExp)[]
  ) => {
    for (const kind of ['safetensors', 'bin'] as const) {
      const folder = sharded(t, kind);
      const { weight_map: map } = read(folder, kind);
      const changed = change(map, folder) ?? { weight_map: map };
      writeFileSync(join(folder, indexName[kind]), JSON.stringify(changed));
      refuses(() => openEncoderFolder(folder), ...says);
    }
  };
  const words = 'bert.embeddings.word_embeddings.weight';

  for (const path of ['../x', '/etc/passwd', 'a/b', '..', '.', '', '..\\x', 'a\u0000b', 7, null, ['a']])
    it(`that names ${JSON.stringify(path)} is refused`, (t) =>
      refusesIndex(t, (map) => void Object.assign(map, { [words]: path }), 'same folder', words));

  it('without files is refused', (t) => {
    for (const other of [{}, { weight_map: [] }, { weight_map: {} }, { weight_map: null }])
      refusesIndex(t, () => other, 'weight_map');
  });

  it('that names a shard that is missing is refused', (t) =>
    refusesIndex(t, (map) => void Object.assign(map, { [words]: 'absent' }), 'absent', 'ENOENT', 'a shard'));

  it('that names a tensor that its shard lacks is refused', (t) =>
    refusesIndex(
      t,
      (map) => void Object.assign(map, { another: map[words] }),
      "'another'",
      /in \S+0000\d-of-00002/,
      'not complete',
    ));

  it('that names the wrong shard is refused', (t) =>
    refusesIndex(
      t,
      (map) => {
        const other = Object.values(map).find((shard) => shard !== map[words]);
        Object.assign(map, { [words]: other });
      },
      `'${words}'`,
    ));

  it('is refused where two shards have a tensor', (t) => {
    const folder = sharded(t, 'safetensors');
    const [first, second] = shardNames.safetensors.map((name) => join(folder, name));
    const [a, b] = [first, second].map((path) => openSafetensors(path));
    const name = a.names[0];
    const all = Object.fromEntries(b.names.map((each) => [each, b.floats(each)]));
    writeSafetensors(second, { ...all, [name]: a.floats(name) });
    refuses(() => openEncoderFolder(folder), `'${name}'`, 'in one shard', ...shardNames.safetensors);
  });

  it('with a shard that is a link out of the folder is refused, but not within it or a cache', (t) => {
    const folder = sharded(t, 'bin');
    const [first] = shardNames.bin;
    const shard = readFileSync(join(folder, first));
    const outside = join(folderOf(t, { away: shard }), 'away');
    const link = (target: string) => {
      rmSync(join(folder, first));
      symlinkSync(target, join(folder, first));
    };
    link(outside);
    refuses(() => openEncoderFolder(folder), first, 'in the folder of its index', outside);
    writeFileSync(join(folder, 'here'), shard);
    link('here');
    assert.ok(openEncoderFolder(folder).weights);
    const cache = folderOf(t, { 'blobs/0a': shard, 'blobs-not/0a': shard });
    const snapshot = join(cache, 'snapshots', '1');
    mkdirSync(snapshot, { recursive: true });
    cpSync(sharded(t, 'bin'), snapshot, { recursive: true });
    for (const [blobs, says] of [
      ['blobs', null],
      ['blobs-not', 'blobs-not'],
    ] as const) {
      rmSync(join(snapshot, first));
      symlinkSync(`../../${blobs}/0a`, join(snapshot, first));
      if (says === null) assert.ok(openEncoderFolder(snapshot).weights);
      else refuses(() => openEncoderFolder(snapshot), says);
    }
  });
});
