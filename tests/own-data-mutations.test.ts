/**
 * Damaged data files: each is read, or refused by a LabError, in little time and memory. EARLY_EXIT_MUTATIONS sets how
 * many are tried of each format.
 */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LabError } from '../src/errors';
import { importData } from '../src/ownData/importData';
import { seededRandom } from '../src/text/random';
import { fixturePath } from './support/fixtures';
import { csvOf } from './support/ownData';
import { temporaryFolder } from './support/store';

const COUNT = Number(process.env.EARLY_EXIT_MUTATIONS || 660);

/** No file here has more than 10 KB. */
const MOST_SECONDS = 5;
const MOST_BYTES = 600 * 2 ** 20;

const parquet = (name: string) => readFileSync(fixturePath('own-data', `${name}.parquet`));
const rows: readonly { readonly text: string; readonly kind: string }[] = JSON.parse(
  readFileSync(fixturePath('own-data', 'index.json'), 'utf8'),
).rows;

const formats: { readonly [ending: string]: readonly Buffer[] } = {
  csv: [Buffer.from(csvOf(rows.map(({ text, kind }) => [text, kind])).replace('label', 'kind'))],
  jsonl: [Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))],
  parquet: ['snappy', 'plain', 'groups', 'second-version', 'small-pages', 'required', 'narrow', 'brotli'].map(
    parquet,
  ),
};

/** Bytes that mean something: ends of numbers and lengths, quotes, separators, line ends, parts of UTF-8. */
const telling = [0, 1, 0x7f, 0x80, 0xff, 0xfe, 0xfc, 0x22, 0x2c, 0x0a, 0x0d, 0x5c, 0x7b, 0xc3, 0xef, 0x15];

/** One to eight damages: a bit, a byte, a run of bytes, a cut, a piece twice, two pieces exchanged. */
function mutated(original: Buffer, random: () => number): Buffer {
  const below = (n: number) => Math.floor(random() * n);
  let bytes = Buffer.from(original);
  for (let left = 1 + below(8); left > 0 && bytes.length > 0; left--) {
    const at = below(2) === 0 ? below(bytes.length) : Math.max(0, bytes.length - 1 - below(1500));
    const length = 1 + below(12);
    const piece = bytes.subarray(at, at + length);
    const kind = below(7);
    if (kind === 0) bytes[at] ^= 1 << below(8);
    else if (kind === 1) bytes[at] = telling[below(telling.length)];
    else if (kind === 2) piece.fill(telling[below(telling.length)]);
    else if (kind === 3) bytes[at] = below(256);
    else if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    else if (kind === 5) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    else if (below(8) === 0) bytes = bytes.subarray(0, at);
    else Buffer.from(bytes.subarray(0, length)).copy(bytes, at);
  }
  return bytes;
}

describe(`${COUNT} damaged files of each format`, () => {
  for (const [ending, originals] of Object.entries(formats))
    it(ending, async (t) => {
      const folder = temporaryFolder(t);
      const file = join(folder, `f.${ending}`);
      const into = join(folder, 'into');
      const random = seededRandom(`damaged ${ending}`).uniform;
      let [refused, slowest, largest] = [0, 0, 0];
      for (let i = 0; i < COUNT; i++) {
        writeFileSync(file, mutated(originals[i % originals.length], random));
        const start = performance.now();
        try {
          const own = { file, columns: ['text'], label: 'kind', dropIncomplete: i % 2 === 0 };
          await importData(own, { into, say: () => {} });
        } catch (error) {
          assert.ok(
            error instanceof LabError,
            `mutation ${i}: ${error instanceof Error ? error.stack : error}`,
          );
          assert.ok(error.message.split('\n').length <= 10, error.message);
          refused++;
        }
        slowest = Math.max(slowest, (performance.now() - start) / 1000);
        if (i % 50 === 0) largest = Math.max(largest, process.memoryUsage().rss);
        rmSync(into, { recursive: true, force: true });
      }
      t.diagnostic(
        `${refused} refused; slowest ${slowest.toFixed(2)} s; ${(largest / 2 ** 20).toFixed(0)} MB`,
      );
      assert.ok(refused > COUNT / 4 && refused < COUNT);
      assert.ok(slowest < MOST_SECONDS && largest < MOST_BYTES);
    });
});
