import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { floatsFromHalf, halfFromFloats } from '../src/encoders/half';
import { openSafetensors } from '../src/encoders/safetensors';
import { writeSafetensors } from '../src/encoders/safetensors-write';
import { seededRandom } from '../src/text/random';
import { folderOf, refuses } from './support/files';
import { fixturePath, fixtureTensors } from './support/fixtures';
import { temporaryFolder } from './support/store';

const written = {
  'a.weight': { shape: [3], data: Float32Array.of(0, 1, 2) },
  b: { shape: [2, 2], data: Float32Array.of(1.5, -2.25, 0.1, 1e-40) },
  empty: { shape: [0, 4], data: new Float32Array(0) },
  labels: { shape: [3], data: Int32Array.of(3, -1, 2) },
  scalar: { shape: [], data: Float32Array.of(7) },
};

describe('safetensors', () => {
  it("are written to the byte as by the format's own library, whatever the order they come in", (t) => {
    const file = join(temporaryFolder(t), 'x.safetensors');
    const expected = readFileSync(fixturePath('written.safetensors'));
    writeSafetensors(file, written, { metadata: { step: '12' } });
    assert.deepEqual(readFileSync(file), expected);
    writeSafetensors(file, Object.fromEntries(Object.entries(written).reverse()), {
      metadata: { step: '12' },
    });
    assert.deepEqual(readFileSync(file), expected);
    assert.deepEqual(readdirSync(join(file, '..')), ['x.safetensors']);
  });

  it('are read as they were written', () => {
    const file = fixtureTensors('written.safetensors');
    assert.deepEqual([...file.names].sort(), Object.keys(written).sort());
    assert.deepEqual(file.metadata, { step: '12' });
    for (const [name, tensor] of Object.entries(written)) {
      const read = tensor.data instanceof Int32Array ? file.integers(name) : file.floats(name);
      assert.deepEqual(read, tensor);
      assert.deepEqual(file.shape(name), tensor.shape);
    }
    assert.ok(file.has('b') && !file.has('c'));
  });

  it('are read from F16, BF16 and I64', () => {
    const file = fixtureTensors('typed.safetensors');
    assert.deepEqual(
      [...file.floats('half').data],
      [
        0,
        -0,
        1,
        -2.5,
        65504,
        2 ** -24,
        6.097555160522461e-5,
        Number.POSITIVE_INFINITY,
        0.0999755859375,
        3.140625,
      ],
    );
    assert.deepEqual(
      [...file.floats('brain').data],
      [
        0,
        -0,
        1,
        -2.5,
        65536,
        6.007030606269836e-8,
        6.103515625e-5,
        Number.POSITIVE_INFINITY,
        0.10009765625,
        3.140625,
      ],
    );
    assert.deepEqual([...file.integers('long').data], [0, -1, 2 ** 31 - 1, -(2 ** 31), 7, 8]);
  });

  it('are read by rows', () => {
    const file = fixtureTensors('typed.safetensors');
    assert.deepEqual(file.integers('long', { first: 1, end: 2 }), {
      shape: [1, 2],
      data: Int32Array.of(2 ** 31 - 1, -(2 ** 31)),
    });
    assert.deepEqual(file.floats('brain', { first: 1, end: 2 }).data, file.floats('brain').data.slice(5));
    assert.deepEqual(file.floats('half', { first: 4, end: 4 }).shape, [0]);
    refuses(() => file.floats('half', { first: 4, end: 11 }), "'half'", '[10]', '4 to 11');
    refuses(() => file.floats('half', { first: -1, end: 2 }), '-1 to 2');
    refuses(() => fixtureTensors('written.safetensors').floats('scalar', { first: 0, end: 0 }), "'scalar'");
  });

  it('come back equal, whatever is in them', (t) => {
    const file = join(temporaryFolder(t), 'x.safetensors');
    const random = seededRandom('tensors');
    for (let round = 0; round < 30; round++) {
      const tensors = Object.fromEntries(
        Array.from({ length: random.integer(6) }, (_, i) => {
          const shape = Array.from({ length: random.integer(4) }, () => random.integer(5));
          const size = shape.reduce((product, n) => product * n, 1);
          return [
            `t.${i}.\u00e9"${random.integer(9)}`,
            { shape, data: Float32Array.from({ length: size }, random.normal) },
          ];
        }),
      );
      writeSafetensors(file, tensors);
      const read = openSafetensors(file);
      assert.deepEqual(
        Object.fromEntries(read.names.map((name) => [name, read.floats(name)])),
        sortedByName(tensors),
      );
    }
  });

  it('may hold floats of 16 bits', (t) => {
    const file = join(temporaryFolder(t), 'x.safetensors');
    writeSafetensors(file, written, { floats: 'F16' });
    const read = openSafetensors(file);
    assert.deepEqual([...read.floats('b').data], [1.5, -2.25, 0.0999755859375, 0]);
    assert.deepEqual(read.integers('labels').data, written.labels.data);
  });
});

const sortedByName = <T>(values: { readonly [name: string]: T }) =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('halves', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const values = floatsFromHalf(all);

  it('come back from floats, all but the many ways to write NaN', () => {
    const back = halfFromFloats(values);
    const wrong = all.filter((bits) =>
      Number.isNaN(values[bits]) ? (back[bits] & 0x7c00) !== 0x7c00 : back[bits] !== bits,
    );
    assert.deepEqual([...wrong], []);
  });

  it('are the nearest there are, the even one of two', () => {
    const finite = [...values.subarray(0, 0x7c00)];
    const random = seededRandom('halves');
    const points = Array.from({ length: 3000 }, () => Math.fround(2 ** (random.uniform() * 44 - 27)));
    const middles = finite.slice(1, 4000).map((x, i) => (x + finite[i]) / 2);
    for (const x of [...points, ...middles, 65504, 65519, 2 ** -24, 2 ** -25, 2 ** -26].filter(
      (each) => each < 65520,
    )) {
      const [half] = halfFromFloats(Float32Array.of(x));
      const distance = Math.abs(values[half] - x);
      for (const other of [half - 1, half + 1].filter((bits) => bits >= 0 && bits < 0x7c00)) {
        const further = Math.abs(values[other] - x);
        assert.ok(
          distance < further || (distance === further && half % 2 === 0),
          `${x} became ${values[half]}`,
        );
      }
      assert.equal(halfFromFloats(Float32Array.of(-x))[0], half | 0x8000);
    }
    assert.deepEqual([...halfFromFloats(Float32Array.of(65520, 1e30, -1e30))], [0x7c00, 0x7c00, 0xfc00]);
  });
});

describe('lying safetensors files', () => {
  const f32 = (shape: number[], begin: number, end: number) => ({
    dtype: 'F32',
    shape,
    data_offsets: [begin, end],
  });

  /** A file with this header, `data` bytes of numbers, and a length that may lie. */
  const fileOf = (header: unknown, data: number, length?: bigint): Uint8Array => {
    const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(length ?? BigInt(text.length));
    return Buffer.concat([prefix, text, Buffer.alloc(data)]);
  };

  const lies: { [what: string]: [file: Uint8Array, ...says: (string | RegExp)[]] } = {
    'an empty file': [new Uint8Array(0), '0 bytes'],
    'less than a length': [new Uint8Array(7), '7 bytes'],
    'a header beyond the file': [fileOf({}, 0, 3n), 'claims 3 bytes', 'has 10'],
    'an absurd length': [fileOf({}, 0, 2n ** 63n), 'claims 9223372036854775808'],
    'no JSON': [fileOf('{"a":', 0), 'JSON'],
    'a list': [fileOf([], 0), 'object'],
    'a tensor that is a number': [fileOf({ a: 1 }, 0), "'a'", 'got 1'],
    'a tensor that is null': [fileOf({ a: null }, 0), "'a'", 'got null'],
    'no type': [fileOf({ a: { shape: [1], data_offsets: [0, 4] } }, 4), "'a'", 'dtype'],
    'an unknown type': [fileOf({ a: { ...f32([1], 0, 4), dtype: 'F31' } }, 4), 'F32', 'got "F31"'],
    'a type from JavaScript': [fileOf({ a: { ...f32([1], 0, 4), dtype: 'toString' } }, 4), 'got "toString"'],
    'no shape': [fileOf({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'shape'],
    'a negative shape': [fileOf({ a: f32([-1, -1], 0, 4) }, 4), 'shape', '[-1,-1]'],
    'a broken shape': [fileOf({ a: f32([0.5, 2], 0, 4) }, 4), 'shape'],
    'an absurd shape': [fileOf({ a: f32([2 ** 40, 2 ** 40], 0, 4) }, 4), 'got 4'],
    'no offsets': [fileOf({ a: { dtype: 'F32', shape: [1] } }, 4), 'data_offsets'],
    'three offsets': [fileOf({ a: { ...f32([1], 0, 4), data_offsets: [0, 4, 8] } }, 4), 'data_offsets'],
    'negative offsets': [fileOf({ a: f32([1], -4, 0) }, 4), 'data_offsets', '[-4,0]'],
    'broken offsets': [fileOf({ a: f32([1], 0.5, 4.5) }, 8), 'data_offsets'],
    'offsets that go back': [fileOf({ a: f32([1], 4, 0) }, 4), 'data_offsets', '[4,0]'],
    'a size unlike its shape': [fileOf({ a: f32([2], 0, 4) }, 4), 'expected 8 bytes for F32 [2]', 'got 4'],
    'a tensor beyond the file': [fileOf({ a: f32([2], 0, 8) }, 4), "'a'", 'beyond the file', '4 bytes'],
    'overlapping tensors': [fileOf({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12), "'b'", 'overlaps'],
    'two tensors in one place': [fileOf({ a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4), 'overlaps'],
    'a hole': [fileOf({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12), "'b'", 'hole'],
    'a hole at the start': [fileOf({ a: f32([1], 4, 8) }, 8), 'hole'],
    'bytes after the end': [fileOf({ a: f32([1], 0, 4) }, 5), 'end at byte 4', '5 bytes'],
    'a name of many lines': [fileOf({ ['a\n'.repeat(50)]: f32([1], 0, 8) }, 8), 'a\\u000Aa\\u000A'],
    'a name that is too long to be read': [
      fileOf({ ['a'.repeat(100_000)]: f32(Array(9999).fill(1), 4, 8) }, 8),
      /^.{0,500}$/,
    ],
    'metadata that is no text': [fileOf({ __metadata__: { step: 1 } }, 0), '__metadata__'],
  };
  for (const [what, [content, ...says]] of Object.entries(lies)) {
    it(`refuses ${what}`, (t) => {
      const file = join(folderOf(t, { 'x.safetensors': content }), 'x.safetensors');
      refuses(() => openSafetensors(file), 'x.safetensors', ...says);
    });
  }

  it('refuses every file that was cut short', (t) => {
    const whole = readFileSync(fixturePath('written.safetensors'));
    const folder = temporaryFolder(t);
    for (let length = 0; length < whole.length; length += 3) {
      writeFileSync(join(folder, 'x.safetensors'), whole.subarray(0, length));
      refuses(() => openSafetensors(join(folder, 'x.safetensors')), 'x.safetensors');
    }
  });

  it('refuses a file that shrinks after it was opened', (t) => {
    const file = join(
      folderOf(t, { 'x.safetensors': readFileSync(fixturePath('written.safetensors')) }),
      'x.safetensors',
    );
    const opened = openSafetensors(file);
    writeFileSync(file, '');
    refuses(() => opened.floats('b'), 'x.safetensors', 'ends');
  });

  it('refuses a missing file, a missing tensor and a tensor of another type', (t) => {
    refuses(
      () => openSafetensors(join(temporaryFolder(t), 'absent.safetensors')),
      'absent.safetensors',
      'ENOENT',
    );
    refuses(() => openSafetensors(temporaryFolder(t)), 'EISDIR');
    const file = fixtureTensors('written.safetensors');
    refuses(() => file.floats('bert.a.weight'), "'bert.a.weight'", 'close to it: a.weight');
    refuses(() => file.shape('zzz'), "'zzz'", 'it has');
    refuses(() => file.floats('labels'), 'F32, F16 or BF16', 'got I32');
    refuses(() => file.integers('b'), 'I64 or I32', 'got F32');
    const typed = fixtureTensors('typed.safetensors');
    refuses(() => typed.integers('longer'), '32 bits', 'got 2147483648');
    refuses(() => typed.integers('byte'), 'got U8');
    refuses(() => typed.floats('double'), 'got F64');
  });

  it('does not replace a good file when it cannot write', (t) => {
    const folder = temporaryFolder(t);
    const file = join(folder, 'x.safetensors');
    writeSafetensors(file, written);
    const before = readFileSync(file);
    refuses(
      () => writeSafetensors(file, { a: { shape: [2], data: new Float32Array(3) } }),
      "'a'",
      'expected 2',
      'got 3',
    );
    refuses(() => writeSafetensors(join(file, 'below'), written), 'below');
    assert.deepEqual(readFileSync(file), before);
    assert.deepEqual(readdirSync(folder), ['x.safetensors']);
  });
});
