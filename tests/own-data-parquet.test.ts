/** Parquet: every value as pyarrow reads it, and nothing taken on trust. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as zlib from 'node:zlib';
import { readParquet } from '../src/parquet';
import { unsnappy } from '../src/parquet/snappy';
import { folderOf, refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { imports } from './support/ownData';

const fixture = (name: string) => fixturePath('own-data', `${name}.parquet`);
const bytesOf = (name: string) => readFileSync(fixture(name));

/** Written by tests/oracle/make_own_data_fixtures.py with pyarrow. */
const { rows }: { readonly rows: readonly { readonly [column: string]: unknown }[] } = JSON.parse(
  readFileSync(fixturePath('own-data', 'index.json'), 'utf8'),
);
const columns = ['text', 'stars', 'kind', 'score', 'liked', 'note'];

async function read(file: string, wanted: readonly string[] = columns) {
  const found: Record<string, unknown>[] = [];
  for await (const { number, cells } of readParquet(file, wanted)) {
    assert.equal(number, found.length + 1);
    found.push(Object.fromEntries(wanted.map((name, i) => [name, cells[i]])));
  }
  return found;
}

const forged = (test: TestContext, bytes: Uint8Array) =>
  join(folderOf(test, { 'f.parquet': bytes }), 'f.parquet');

describe('parquet', () => {
  const readable = [
    'snappy',
    'plain',
    'groups',
    'brotli',
    'second-version',
    'small-pages',
    'narrow',
    'required',
  ];
  for (const name of readable)
    it(`${name}: every value is that of pyarrow`, async () => {
      assert.deepEqual(await read(fixture(name)), rows);
    });

  it('Zstandard is read where Node has it, and refused elsewhere', async () => {
    if ('zstdDecompressSync' in zlib) assert.deepEqual(await read(fixture('zstd')), rows);
    else await refusesLater(read(fixture('zstd')), 'compression zstd', 'snappy', 'Node 22.15');
  });

  it('columns are read in the order asked for', async () => {
    assert.deepEqual(
      await read(fixture('groups'), ['kind', 'text']),
      rows.map(({ kind, text }) => ({ kind, text })),
    );
  });

  it('what is not read is refused by name', async () => {
    await refusesLater(read(fixture('snappy'), ['tags']), "'tags'", 'lists or structs');
    await refusesLater(read(fixture('snappy'), ['day']), "'day'", 'dates');
    await refusesLater(
      read(fixture('snappy'), ['none']),
      "'none'",
      'text, stars, kind, score, liked, note, tags',
    );
    await refusesLater(read(fixture('delta')), 'DELTA_BYTE_ARRAY');
    await refusesLater(read(fixture('lz4')), 'compression lz4', 'snappy');
  });

  it('gives the same task as the same rows in JSONL', async (t) => {
    const own = { label: 'stars', task: 'films' };
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const found = await Promise.all([
      imports(t, { 'films.jsonl': lines }, own),
      imports(t, { 'a.parquet': bytesOf('groups') }, own),
      imports(t, { 'b.parquet': bytesOf('narrow') }, own),
    ]);
    assert.equal(new Set(found.map(({ dataset }) => dataset.fingerprint)).size, 1);
    const kinds = async (label: string) =>
      (await imports(t, { 'a.parquet': bytesOf('plain') }, { label })).dataset.task;
    assert.deepEqual((await kinds('liked')).labels, ['false', 'true']);
    assert.deepEqual((await kinds('score')).labels, ['score']);
    await refusesLater(kinds('note'), "no label in the column 'note'", 'rows 1, 4, 7');
  });
});

describe('a damaged parquet file is refused', () => {
  const cut = (test: TestContext, count: number) => read(forged(test, bytesOf('snappy').subarray(0, count)));

  it('that is cut short, empty, or another file', async (t) => {
    for (const count of [0, 4, 11, 12, 1000]) await refusesLater(cut(t, count), 'f.parquet', 'PAR1');
    await refusesLater(read(forged(t, Buffer.from('PAR1text,label\n'))), 'PAR1');
    await refusesLater(read(forged(t, Buffer.from('<!DOCTYPE html><html>'))), 'web page');
    await refusesLater(read(join(folderOf(t, {}), 'none.parquet')), 'none.parquet', 'ENOENT');
  });

  it('whose footer is longer than the file', async (t) => {
    const bytes = bytesOf('snappy');
    for (const length of [bytes.length, 0xffffffff]) {
      bytes.writeUInt32LE(length, bytes.length - 8);
      await refusesLater(read(forged(t, bytes)), `a footer of ${length} bytes`);
    }
  });

  /** A file of one column `a` of whole numbers, with one page; the lists are the bytes of Thrift's structs. */
  function fileOf(page: readonly number[], { count = 8, type = 2, codec = 0, size = page.length } = {}) {
    const i32 = (value: number) => [0x15, ...varint(2 * value)];
    const header = [
      ...i32(0),
      ...i32(size),
      ...i32(page.length),
      0x2c,
      ...i32(count),
      ...i32(8),
      ...i32(3),
      ...i32(3),
      0,
      0,
    ];
    const chunk = Buffer.from([...header, ...page]);
    const name = [0x18, 1, 0x61];
    const schema = [0x19, 0x2c, 0x48, 1, 0x72, ...i32(1), 0, ...i32(type), 0x25, 0, ...name, 0];
    const meta = [0x15, 2 * type, 0x19, 0x05, 0x19, 0x18, 1, 0x61, ...i32(codec), 0x16, ...varint(2 * count)];
    const place = [
      0x16,
      ...varint(2 * chunk.length),
      0x16,
      ...varint(2 * chunk.length),
      0x26,
      ...varint(2 * 4),
      0,
    ];
    const group = [0x19, 0x1c, 0x3c, ...meta, ...place, 0, 0x26, ...varint(2 * count), 0];
    const footer = Buffer.from([0x15, 2, ...schema, 0x16, ...varint(2 * count), 0x19, 0x1c, ...group, 0]);
    const end = Buffer.alloc(4);
    end.writeUInt32LE(footer.length);
    return Buffer.concat([Buffer.from('PAR1'), chunk, footer, end, Buffer.from('PAR1')]);
  }

  function varint(value: number): number[] {
    return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
  }

  it('with a run longer than the page', async (t) => {
    const page = (length: number) => [1, ...varint(2 * length), 0];
    await refusesLater(read(forged(t, fileOf(page(8))), ['a']), 'the value 0 of a dictionary of 0');
    for (const length of [9, 2 ** 30])
      await refusesLater(
        read(forged(t, fileOf(page(length))), ['a']),
        `a run of ${length} values where 8 are left`,
      );
  });

  it('with more rows than are read', async (t) => {
    const file = fileOf([1, ...varint(2e9), 0], { count: 1e9 });
    await refusesLater(read(forged(t, file), ['a']), '1000000000 rows', '10000000');
  });

  it('with a page much larger than its bytes', async (t) => {
    const file = (codec: number) => fileOf([1, 16, 0], { codec, size: 2 ** 30 });
    await refusesLater(read(forged(t, file(1)), ['a']), 'a page of 1073741824 bytes');
    await refusesLater(read(forged(t, file(2)), ['a']), 'a page of 1073741824 bytes');
    const bomb = [...zlib.gzipSync(Buffer.alloc(1e6))];
    await refusesLater(read(forged(t, fileOf(bomb, { codec: 2, size: 1000 })), ['a']), 'cannot be unpacked');
  });
});

describe('Snappy', () => {
  it('has literals, and copies that may overlap themselves', () => {
    const block = [12, 8, 0x61, 0x62, 0x63, (3 << 2) | 1 | 0, 3, (1 << 2) | 2, 3, 0];
    assert.equal(unsnappy(Buffer.from(block), 12).toString(), 'abcabcabcabc'.slice(0, 12));
  });

  it('goes neither back in its bytes nor out of its page', () => {
    const back = [4, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0, 0, 0];
    refusesBlock(back, 4, 'a length of 4294967291 bytes');
    refusesBlock([4, 0, 0x61, 1, 9], 4, 'outside the page');
    refusesBlock([4, 0, 0x61, 1, 0], 4, 'outside the page');
    refusesBlock([4, 16, 1, 2, 3, 4, 5], 4, 'longer than it says');
    refusesBlock([200, 1, 0, 0x61], 200, 'a page of 200 bytes in 4');
    refusesBlock([4, 0, 0x61], 4, 'a page of 1 bytes instead of 4');
  });

  function refusesBlock(bytes: readonly number[], size: number, says: string): void {
    assert.throws(() => unsnappy(Buffer.from(bytes), size), { message: new RegExp(says) });
  }
});
