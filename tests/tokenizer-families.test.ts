import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { loadTokenizer, type TextTokenizer } from '../src/text/tokenizer';
import type { Example } from '../src/types';
import { fixtureJson } from './support/fixtures';
import {
  classicFiles,
  difficultLines,
  hasClassicFiles,
  jsonFiles,
  shippedLines,
  tokenizerFolder,
} from './support/tokenizers';

interface Stored {
  /** The ids of each difficult line, not cut. */
  readonly whole: readonly number[][];
  /** Digests of the ids and types of 50 lines each, cut to `lengths` in turn: shipped lines, then difficult ones. */
  readonly digests: readonly string[];
}

const stored = fixtureJson<{ [name: string]: Stored }>('tokenizers/ids.json');
const lengths = [128, 32, 17, 12, 7];
const difficult = difficultLines();
const shipped = shippedLines();
const lines = [...shipped, ...difficult];

const shown = ({ sentence1, sentence2 }: Example) => JSON.stringify([sentence1, sentence2]).slice(0, 200);

function assertSameIds(tokenizer: TextTokenizer, { whole, digests }: Stored): void {
  assert.equal(whole.length, difficult.length);
  difficult.forEach((line, i) => {
    const ids = [...tokenizer.encode(line, 512).ids];
    assert.deepEqual(tokenizer.tokens(ids), tokenizer.tokens(whole[i]), shown(line));
    assert.deepEqual(ids, whole[i], shown(line));
  });
  const rows = lines.map((line, i) => {
    const { ids, typeIds } = tokenizer.encode(line, lengths[i % lengths.length]);
    return [[...ids], [...typeIds]];
  });
  assert.equal(digests.length, Math.ceil(rows.length / 50));
  digests.forEach((digest, block) => {
    const text = JSON.stringify(rows.slice(50 * block, 50 * block + 50));
    const found = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const place = `lines ${50 * block} to ${50 * block + 49}, from ${shown(lines[50 * block])}`;
    assert.equal(found, digest, place);
  });
}

describe("ids of Hugging Face's libraries", () => {
  it('are stored for more than a thousand lines, some of them pairs at the limit', () => {
    assert.ok(lines.length > 1200);
    assert.ok(shipped.filter(({ sentence2 }) => sentence2 !== undefined).length > 700);
  });

  for (const name of Object.keys(stored)) {
    it(`${name}: tokenizer.json`, (t) => {
      assertSameIds(loadTokenizer(tokenizerFolder(t, jsonFiles(name))), stored[name]);
    });
    if (hasClassicFiles(name))
      it(`${name}: the classic files`, (t) => {
        assertSameIds(loadTokenizer(tokenizerFolder(t, classicFiles(name))), stored[name]);
      });
  }
});
