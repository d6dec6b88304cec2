import { type Random, seededRandom } from '../text/random';
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

/** A passage for each index from 0 on, without end; any index at any time, the same again. */
export type PassageSource = (index: number) => Passage;

/**
 * Running text to pretrain on: `const passageAt = passageSource(seed); passageAt(0), passageAt(1), ...`.
 * Tasks and levels are drawn evenly and labels in the task's shares; held-out combinations and the templates of the
 * shipped validation and test examples never come. The source takes seconds to open, a passage some 20 microseconds.
 */
export function passageSource(
  seed: number,
  tasks: readonly GradedTask<unknown>[] = gradedTasks,
): PassageSource {
  const sources = tasks.map(passagesOf);
  return (index) => {
    const random = seededRandom(`passages ${seed} ${index}`);
    return pick(sources, random)(random);
  };
}

/** Draws passages of one task that give nothing of its validation and test examples away. */
function passagesOf<Form>(graded: GradedTask<Form>): (random: Random) => Passage {
  const { validation, test } = generateTask(graded, DATA_SEED);
  const forbidden = new Set([...validation, ...test].map(templateOf));
  return (random) => {
    const level = pick(levels, random);
    const label = drawLabel(graded.shares, random);
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
  const closing = chance(0.8, random) ? `${lead} ${words[label]}.` : undefined;
  const second = [sentence2, closing].filter((part) => part !== undefined).join(' ');
  return second === '' ? { first: sentence1 } : { first: sentence1, second };
}

/** A label, each in its share. */
function drawLabel(shares: readonly number[], random: Random): number {
  const at = random.uniform();
  const below = shares.map((_, label) => shares.slice(0, label + 1).reduce((sum, share) => sum + share, 0));
  return Math.max(
    0,
    below.findIndex((sum) => at < sum),
  );
}
