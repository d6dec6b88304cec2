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

/** What passages are drawn from. */
export interface Mix {
  /** How often each level comes. */
  readonly levelShares: readonly number[];
  /** How often a pair that differs in what one word means comes instead; never where it is absent. */
  readonly wordings?: number;
}

/** A passage for each index, without end; any index at any time, the same again. */
export type PassageSource = (index: number, mix?: Mix) => Passage;

/** More of the easy levels: what they teach, the others are made of. */
export const easyFirst: Mix = { levelShares: [0.3, 0.25, 0.2, 0.15, 0.1] };

/** So many of the passages say outright what the words of the tasks mean. */
const WORLD_SHARE = 1 / 6;

/**
 * Running text to pretrain on: `const passageAt = passageSource(seed); passageAt(0), passageAt(1), ...`.
 * Tasks are drawn evenly, easy levels more often than hard ones; held-out combinations and the templates of the
 * shipped validation and test examples never come. In between stand pairs that exchange who did what or
 * differ in what one word means, and statements of the world that the tasks rest on.
 * The source takes seconds to open, a passage 0.1 to 0.4 ms.
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

/** The templates of the validation and test examples, of which passages give nothing away. */
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
 * The example as running text, in four of five cases with a closing that says what follows from it. Only the closing's
 * last word tells the label, so that where it is masked nothing but the example can.
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

/** An index, each in its share. */
function drawIndex(shares: readonly number[], random: Random): number {
  const at = random.uniform();
  const below = shares.map((_, i) => shares.slice(0, i + 1).reduce((sum, share) => sum + share, 0));
  return Math.max(
    0,
    below.findIndex((sum) => at < sum),
  );
}
