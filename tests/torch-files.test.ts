/**
 * Files of torch.save: what is in them, and what is refused. tests/oracle/make_torch_fixtures.py wrote the fixtures.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openTorchFile } from '../src/encoders/torchFile';
import { dictionary, type Entry, pickle, tensorPickle, torchFile, zipOf } from './support/archive';
import { folderOf, refuses } from './support/files';
import { fixturePath, fixtureTensors } from './support/fixtures';
import { temporaryFolder } from './support/store';

const fixture = (name: string) => fixturePath('torch', name);

/** Opens these bytes as a file. */
const opened = (test: Pick<TestContext, 'after'>, content: Uint8Array) =>
  openTorchFile(join(folderOf(test, { 'x.bin': content }), 'x.bin'));

describe('files of torch.save', () => {
  const expected = fixtureTensors('torch/layouts.safetensors');
  for (const name of ['layouts.bin', 'zip64.bin'])
    it(`${name}: every type and layout is read as PyTorch reads it`, () => {
      const file = openTorchFile(fixture(name));
      assert.deepEqual(
        [...expected.names].filter((each) => !file.has(each)),
        [],
      );
      for (const each of expected.names) {
        const read = expected.type(each).startsWith('I') ? 'integers' : 'floats';
        assert.equal(file.type(each), expected.type(each));
        assert.deepEqual(file[read](each), expected[read](each), each);
        assert.deepEqual(file.shape(each), expected.shape(each));
      }
    });

  it('are read by rows, whatever the strides', () => {
    const file = openTorchFile(fixture('layouts.bin'));
    for (const name of ['plain', 'half', 'transposed', 'permuted', 'column', 'repeated', 'again']) {
      const { shape, data } = expected.floats(name);
      const size = data.length / shape[0];
      for (const [first, end] of [
        [0, 1],
        [1, shape[0]],
        [1, 1],
      ])
        assert.deepEqual(
          file.floats(name, { first, end }),
          { shape: [end - first, ...shape.slice(1)], data: data.slice(first * size, end * size) },
          name,
        );
    }
    refuses(() => file.floats('plain', { first: 0, end: 3 }), "'plain'", '[2, 3]', '0 to 3');
    refuses(() => file.floats('double'), "'double'", 'F32', 'got F64');
    refuses(() => file.floats('flag'), 'got BOOL');
    refuses(() => file.floats('plane'), "'plane'", 'found none');
  });

  it('share their numbers, which no reader changes for another', () => {
    const file = openTorchFile(fixture('layouts.bin'));
    file.floats('whole').data.fill(9);
    assert.deepEqual(file.floats('again').data, expected.floats('again').data);
  });
});

describe('a file that would run a program', () => {
  it('is refused by the name of the program, which does not run', (t) => {
    const [folder, before] = [temporaryFolder(t), process.cwd()];
    process.chdir(folder);
    t.after(() => process.chdir(before));
    refuses(
      () => openTorchFile(fixture('forbidden.bin')),
      'forbidden.bin',
      'os.system',
      'nothing was executed',
    );
    assert.ok(!existsSync('early-exit-was-here'));
  });

  for (const name of [
    'builtins.eval',
    'torch.load',
    'torch.storage._load_from_bytes',
    'collections.OrderedDict.fromkeys',
    'toString.constructor',
    'torch._utils._rebuild_tensor_v3',
  ])
    it(`is refused: ${name}`, (t) =>
      refuses(() => opened(t, torchFile(dictionary('a', [...pickle.global(name), 0x29, 0x52]))), name));

  it('is refused before anything is made of the names before it', (t) => {
    const late = [...dictionary('a', tensorPickle({ shape: [6], strides: [1] })).slice(0, -1)];
    refuses(() => opened(t, torchFile([...late, ...pickle.global('os.system')])), 'os.system');
  });
});

describe('other files under the name', () => {
  const cases: { [file: string]: string[] } = {
    'legacy.bin': ['the older one', 'torch.save(torch.load(', 'weights_only=True'],
    'module.bin': ['torch.nn.modules.linear.Linear', 'state_dict()'],
    'checkpoint.bin': ["'state_dict'", 'further names', 'not a checkpoint of its training'],
    'negated.bin': ['negated'],
    'layouts.safetensors': ['a file of torch.save', 'bytes that are none'],
  };
  for (const [file, says] of Object.entries(cases))
    it(file, () => refuses(() => openTorchFile(fixture(file)), file, ...says));

  it('a page, a placeholder, a folder, nothing', (t) => {
    const read = (content: string) => () => opened(t, Buffer.from(content));
    refuses(read('<!doctype html>'), 'a web page');
    refuses(read('version https://git-lfs.github.com/spec/v1'), 'Git LFS');
    refuses(read(''), '0 bytes');
    refuses(() => openTorchFile(temporaryFolder(t)), 'EISDIR');
    refuses(() => openTorchFile(join(temporaryFolder(t), 'absent.bin')), 'absent.bin', 'ENOENT');
  });
});

describe('a description that does not fit', () => {
  const plain = { shape: [2, 3], strides: [3, 1] };
  const tensor = (other: Partial<Parameters<typeof tensorPickle>[0]>) =>
    dictionary('a', tensorPickle({ ...plain, ...other }));
  const lies: { [what: string]: [content: readonly number[], ...says: string[]] } = {
    'more numbers than the storage': [tensor({ shape: [7], strides: [1] }), '6 numbers', '[7]'],
    'an offset beyond it': [tensor({ offset: 1 }), '6 numbers', 'from 1'],
    'strides beyond it': [tensor({ strides: [4, 1] }), '6 numbers', '[4,1]'],
    'a negative size': [tensor({ shape: [-2, 3] }), 'whole numbers'],
    'a negative stride': [tensor({ strides: [-3, 1] }), 'whole numbers'],
    'a negative offset': [tensor({ offset: -1 }), 'offset'],
    'too few strides': [tensor({ strides: [3] }), 'strides'],
    'more repeated elements than the file has bytes': [
      tensor({ shape: [2 ** 30, 2 ** 30], strides: [0, 0] }),
      'repeats its elements',
    ],
    'a storage of another length': [tensor({ length: 7 }), '28 bytes', 'got 24'],
    'more axes than there are': [
      tensor({ shape: Array(65).fill(1), strides: Array(65).fill(1) }),
      'at most 64',
    ],
    'a number for a tensor': [dictionary('a', pickle.int(3)), "tensor as 'a'", 'something else'],
    'a list of tensors': [[0x80, 2, 0x5d, 0x2e], 'tensors by name', 'a list of 0'],
    'another protocol': [[0x80, 4, 0x7d, 0x2e], 'another protocol', 'byte 0'],
    'an operation of another protocol': [[0x80, 2, 0x8c, 0x2e], '0x8c', 'byte 2'],
    'a call of no name': [dictionary('a', [0x7d, 0x29, 0x52]), 'a call of a dictionary'],
    'a reference to nothing': [dictionary('a', [0x68, 9]), 'a reference to 9'],
    'a value that is not there': [[0x80, 2, 0x2e], 'without its value'],
    'a mark that is not there': [[0x80, 2, 0x74, 0x2e], 'without its mark'],
    'a value behind a mark': [[0x80, 2, 0x7d, 0x28, 0x2e], 'without its value'],
    'two values': [[0x80, 2, 0x7d, 0x7d, 0x2e], 'belong to nothing'],
    'more after its end': [[0x80, 2, 0x7d, 0x2e, 0x2e], '1 more bytes'],
    'no end': [[0x80, 2, 0x7d], 'the end at byte 3'],
    'a text beyond its end': [[0x80, 2, 0x58, 255, 255, 255, 127], '2147483647 bytes'],
    'a name without an end': [[0x80, 2, 0x63, 0x61], 'ends with its line'],
    'a key that is no text': [[0x80, 2, 0x7d, 0x4e, 0x4e, 0x73, 0x2e], 'null as the key'],
    'a key twice': [
      [0x80, 2, 0x7d, 0x28, ...pickle.text('a'), 0x4e, ...pickle.text('a'), 0x4e, 0x75, 0x2e],
      "'a' twice",
    ],
    'an element of a tuple': [[0x80, 2, 0x29, 0x4e, 0x61, 0x2e], 'an element for a tuple'],
    'attributes of a list': [[0x80, 2, 0x5d, 0x7d, 0x62, 0x2e], 'attributes for a list'],
    'a number that JavaScript has not': [[0x80, 2, 0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 64, 0x2e], '2^53'],
  };
  for (const [what, [content, ...says]] of Object.entries(lies))
    it(`is refused: ${what}`, (t) => refuses(() => opened(t, torchFile(content)), 'x.bin', ...says));

  it('and a fitting one is read', (t) => {
    assert.deepEqual([...opened(t, torchFile(tensor({}))).floats('a').data], [0, 1, 2, 3, 4, 5]);
    const turned = tensor({ shape: [3, 2], strides: [1, 3] });
    assert.deepEqual([...opened(t, torchFile(turned)).floats('a').data], [0, 3, 1, 4, 2, 5]);
  });
});

describe('an archive that does not fit', () => {
  const content = Uint8Array.from(dictionary('a', tensorPickle({ shape: [6], strides: [1] })));
  const whole = torchFile([...content]);
  const entry = (name: string, other: Partial<Entry> = {}): Entry => ({ name, content, ...other });
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(value, at);
    return bytes;
  };
  const directory = whole.readUInt32LE(whole.length - 6);
  const lies: { [what: string]: [file: Uint8Array, ...says: string[]] } = {
    'no description': [zipOf([entry('archive/other')]), 'data.pkl', '1 other entries'],
    'a description that is not in a folder': [zipOf([entry('data.pkl')]), 'in one folder'],
    'no storage': [zipOf([entry('archive/data.pkl')]), 'data/0', 'no such entry'],
    'a compressed entry': [zipOf([entry('archive/data.pkl', { method: 8 })]), 'compressed', 'data.pkl'],
    'an encrypted entry': [zipOf([entry('archive/data.pkl', { flags: 1 })]), 'encrypted'],
    'an entry twice': [zipOf([entry('a/data.pkl'), entry('a/data.pkl')]), "'a/data.pkl' twice"],
    'a program of TorchScript': [
      torchFile([...content], [entry('archive/constants.pkl')]),
      'a program of TorchScript',
    ],
    'big-endian numbers': [
      torchFile([...content], [entry('archive/byteorder', { content: Buffer.from('big') })]),
      "'big'",
    ],
    'no end': [whole.subarray(0, whole.length - 1), 'no directory at its end'],
    'bytes after its end': [Buffer.concat([whole, Buffer.from([0])]), 'no directory at its end'],
    'bytes before its start': [Buffer.concat([Buffer.from('PK\u0003\u0004'), whole]), 'its directory has'],
    'a directory elsewhere': [changed(whole.length - 6, 0), 'its directory has'],
    'a directory without entries': [changed(directory, 0), 'no entry at byte 0 of its directory'],
    'an entry elsewhere': [changed(directory + 42, 3), 'no entry'],
    'an entry beyond the file': [changed(directory + 42, 0x7fffffff), 'not there'],
    'an entry larger than the file': [
      Buffer.from(changed(directory + 20, 0x7fffffff)).fill(
        Buffer.from([255, 255, 255, 127]),
        directory + 24,
        directory + 28,
      ),
      'not there',
    ],
    'two sizes of an entry': [changed(directory + 20, 1), '1 bytes for the'],
    'a size of zip64 that is not there': [changed(directory + 20, 0xffffffff), 'without its size'],
  };
  for (const [what, [file, ...says]] of Object.entries(lies))
    it(`is refused: ${what}`, (t) => refuses(() => opened(t, file), 'x.bin', ...says));

  it('is refused wherever it was cut', (t) => {
    const bytes = readFileSync(fixture('layouts.bin'));
    const file = join(temporaryFolder(t), 'x.bin');
    for (let length = 0; length < bytes.length; length += 7) {
      writeFileSync(file, bytes.subarray(0, length));
      refuses(() => openTorchFile(file), 'x.bin');
    }
  });

  it('is refused when it shrinks after it was opened', (t) => {
    const file = join(folderOf(t, { 'x.bin': whole }), 'x.bin');
    const found = openTorchFile(file);
    writeFileSync(file, '');
    refuses(() => found.floats('a'), 'x.bin', 'ends');
  });
});
