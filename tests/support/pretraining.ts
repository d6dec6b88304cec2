import { pick } from '../../data/making/generate/choice';
import type { GradedTask } from '../../data/making/generate/graded';
import { easyFirst } from '../../data/making/generate/passages';
import { toldPassages } from '../../data/making/generate/toldPassages';
import type { PretrainingText } from '../../data/making/pretrain/pretrain';
import { pretrainingRecipe, type Recipe } from '../../data/making/pretrain/recipe';
import { sequenceMaker } from '../../data/making/pretrain/sequences';
import { drawnFrom } from '../../data/making/pretrain/sources';
import { openDataset } from '../../src/text/dataset';
import type { Random } from '../../src/text/random';
import { fixturePath } from './fixtures';
import { tinyBert, tinyConfig } from './tinyBert';

/** A recipe of seconds: two stages of the small BERT of the fixtures, with dropout. */
export function tinyRecipe(): Recipe {
  const stage = { generated: 0.85, judged: 0.5, peak: 3e-3, end: 0.1, warmUp: 1, ...easyFirst };
  return {
    ...pretrainingRecipe,
    config: tinyConfig(),
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

/**
 * A stand-in for the shipped tasks, in the small BERT's words: the first closing has a lead of its own, the others
 * share theirs.
 */
export function tinyTask(name: string, alone: string[], ...shared: string[][]): GradedTask<unknown> {
  const equal = alone.map(() => 1 / alone.length);
  return {
    task: { name, labels: alone, metrics: ['accuracy'], pair: true },
    sizes: { train: 1, validation: 1, test: 1 },
    ...{ shares: equal, told: equal, heldOut: 'none' },
    closings: [
      { lead: 'the dog sees the', words: alone },
      ...shared.map((words) => ({ lead: 'a fish finds the', words })),
    ],
    draw: ({ level }, random) => ({
      sentence1: `the ${pick(['old', 'small', 'red'], random)} bird hears some farmer .`,
      sentence2: `no cat likes ${Array(level).fill('the quick').join(' ')} bird .`,
      ...{ form: null, steps: [] },
    }),
  };
}

/** The invented inference task of the fixtures in both parts: as pairs, and as general text. */
export function tinyText(): PretrainingText {
  const { train, validation } = openDataset({ task: 'rte', data: fixturePath('glue') });
  const passages = train.map(({ sentence1, sentence2 }) => ({ first: sentence1, second: sentence2 }));
  const general = (part: typeof train) => drawnFrom(part.map(({ sentence1 }) => `${sentence1} ${sentence1}`));
  const candidates = ['cat', 'bird'];
  const judged = (random: Random) => {
    const { sentence1: first } = pick(train, random);
    return { first, closing: `the dog sees the ${pick(candidates, random)}.`, candidates };
  };
  const told = toldPassages([tinyTask('two', ['cat', 'bird'], ['river', 'garden'])]);
  return {
    maker: sequenceMaker(tinyBert().tokenizer(), []),
    train: { generated: (i) => passages[i % passages.length], general: general(train), judged },
    heldOut: {
      ...{ generated: (i) => passages[(i + 1) % passages.length], general: general(validation) },
      ...{ told, judged },
    },
    fingerprint: 'fixtures',
  };
}
