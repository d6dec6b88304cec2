import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { openDataset } from '../src/text/dataset';
import { fixtureJson, fixturePath } from './support/fixtures';
import { miniLm } from './support/miniLm';

type Row = readonly [ids: number[], typeIds: number[]];
interface Tokens {
  readonly maxLength: number;
  readonly train: readonly Row[];
  readonly dev: readonly Row[];
}

function assertSameTokens(folder: string, task: string, stored: Tokens): void {
  const tokenizer = openEncoderFolder(folder).tokenizer();
  const dataset = openDataset({ task, data: fixturePath('glue') });
  for (const [examples, rows] of [
    [dataset.train, stored.train],
    [dataset.validation, stored.dev],
  ] as const) {
    const found = examples.map((example) => {
      const { ids, typeIds } = tokenizer.encode(example, stored.maxLength);
      return [[...ids], [...typeIds]];
    });
    assert.deepEqual(found, rows);
  }
}

describe("tokens of Hugging Face's own tokenizers", () => {
  it('pairs, many of them cut longest first, with unusual special ids', () => {
    assertSameTokens(fixturePath('tiny-bert'), 'rte', fixtureJson('tiny-tokens.json'));
  });

  it("MiniLM's", { skip: miniLm() === null && 'MiniLM is not installed' }, () => {
    assertSameTokens(miniLm() as string, 'sst-2', fixtureJson('minilm-tokens.json'));
  });
});
