import { easyFirst } from '../../src/generate/passages';
import type { PretrainingText } from '../../src/pretrain/pretrain';
import { pretrainingRecipe, type Recipe } from '../../src/pretrain/recipe';
import { sequenceMaker } from '../../src/pretrain/sequences';
import { drawnFrom } from '../../src/pretrain/sources';
import { openDataset } from '../../src/text/dataset';
import { fixturePath } from './fixtures';
import { tinyBert } from './tinyBert';

/** A recipe of seconds: two stages of the small BERT of the fixtures, with dropout. */
export function tinyRecipe(): Recipe {
  const stage = { peak: 3e-3, end: 0.1, warmUp: 1, levelShares: easyFirst };
  return {
    ...pretrainingRecipe,
    config: tinyBert().config,
    stages: [
      { ...stage, blocks: 2, steps: 10 },
      { ...stage, blocks: 5, steps: 12 },
    ],
    buckets: [
      { size: 8, length: 16 },
      { size: 4, length: 40 },
    ],
    salience: { telling: 0.9, weight: 2, repeated: 0.5 },
    dropout: 0.1,
    rowEvery: 4,
    evaluateEvery: 8,
  };
}

/** The invented inference task of the fixtures in both parts: as pairs, and as general text. */
export function tinyText(): PretrainingText {
  const { train, validation } = openDataset({ task: 'rte', data: fixturePath('glue') });
  const passages = train.map(({ sentence1, sentence2 }) => ({ first: sentence1, second: sentence2 }));
  const general = (part: typeof train) => drawnFrom(part.map(({ sentence1 }) => `${sentence1} ${sentence1}`));
  return {
    maker: sequenceMaker(tinyBert().tokenizer(), []),
    train: { generated: (i) => passages[i % passages.length], general: general(train) },
    heldOut: { generated: (i) => passages[(i + 1) % passages.length], general: general(validation) },
    fingerprint: 'fixtures',
  };
}
