import { type Random, seededRandom } from '../../../src/text/random';
import { chance, pick } from './choice';
import {
  type Closing,
  type Draft,
  drawReadable,
  type GradedTask,
  generateTask,
  levels,
  type Passage,
  templateOf,
} from './graded';
import { DATA_SEED, gradedTasks } from './tasks';
import { exchanges } from './tasks/exchanges';
import { wordings } from './tasks/wordings';
import { worldPassage } from './world';

/** The distribution of passages. */
export interface Mix {
  /** The fraction of each level. */
  readonly levelShares: readonly number[];
  /** The fraction of passages that are pairs that differ in the meaning of one word; 0 if absent. */
  readonly wordings?: number;
}

/** A passage for each index. Every index gives the same passage at each call. */
export type PassageSource = (index: number, mix?: Mix) => Passage;

/** More passages of the easy levels, which teach the parts of the others. */
export const easyFirst: Mix = { levelShares: [0.3, 0.25, 0.2, 0.15, 0.1] };

/** The fraction of the passages that state the meaning of the tasks' words. */
const WORLD_SHARE = 1 / 6;

/**
 * Running text for pretraining: `const passageAt = passageSource(seed); passageAt(0), passageAt(1), ...`. Tasks are
 * drawn with equal probability, easy levels more often than hard ones. Held-out combinations and the templates of the
 * shipped validation and test examples never occur. Other passages are pairs that exchange people or differ in the
 * meaning of one word, and statements about the world of the tasks.
 */
export function passageSource(
  seed: number,
  tasks: readonly GradedTask<unknown>[] = gradedTasks,
): PassageSource {
  const forbidden = shippedTemplates(tasks);
  const drawersOf = (drawn: readonly GradedTask<unknown>[]) =>
    drawn.map((graded) => passagesOf(graded, forbidden));
  const sources = drawersOf([...tasks, ...exchanges]);
  const ofWords = drawersOf(wordings);
  return (index, { levelShares, wordings: share = 0 } = easyFirst) => {
    const random = seededRandom(`passages ${seed} ${index}`);
    if (chance(WORLD_SHARE, random)) return worldPassage(random);
    if (share > 0 && chance(share, random)) return pick(ofWords, random)(random, levelShares);
    return pick(sources, random)(random, levelShares);
  };
}

/** The templates of the validation and test examples, which passages must not contain. */
function shippedTemplates(tasks: readonly GradedTask<unknown>[]): ReadonlySet<string> {
  const splits = tasks.map((graded) => generateTask(graded, DATA_SEED));
  return new Set(splits.flatMap(({ validation, test }) => [...validation, ...test].map(templateOf)));
}

function passagesOf(
  graded: GradedTask<unknown>,
  forbidden: ReadonlySet<string>,
): (random: Random, levelShares: readonly number[]) => Passage {
  return (random, levelShares) => {
    const level = levels[drawIndex(levelShares, random)];
    const label = drawIndex(graded.told, random);
    for (;;) {
      const draft = drawReadable(graded, { level, label, held: false }, random);
      if (!forbidden.has(templateOf(draft))) return passageOf(draft, graded.closings, label, random);
    }
  };
}

/**
 * The example as running text. Four of five passages have a closing that states the label. Only the last word of the
 * closing depends on the label, so a model can predict it only from the example.
 */
function passageOf(
  { sentence1, sentence2 }: Draft<unknown>,
  closings: readonly Closing[],
  label: number,
  random: Random,
): Passage {
  const { lead, words } = pick(closings, random);
  return {
    first: sentence1,
    ...(sentence2 !== undefined && { second: sentence2 }),
    ...(chance(0.8, random) && { closing: `${lead} ${words[label]}.` }),
  };
}

/** A random index, with the given probabilities. */
function drawIndex(shares: readonly number[], random: Random): number {
  const at = random.uniform();
  const below = shares.map((_, i) => shares.slice(0, i + 1).reduce((sum, share) => sum + share, 0));
  return Math.max(
    0,
    below.findIndex((sum) => at < sum),
  );
}
