/** Passages that all end in a closing, to ask a model for the one word of it that tells the label. */
import { seededRandom } from '../../../src/text/random';
import { drawReadable, type GradedTask, type Level, levels, type Passage } from './graded';
import { gradedTasks } from './tasks';

export interface ToldPassage extends Passage {
  readonly closing: string;
  /** The words that could have ended it: all that a closing of the task with this lead can end in. */
  readonly candidates: readonly string[];
}

/** Passages of one task and level, each label told as often as the others. */
export interface ToldPassages {
  readonly task: string;
  readonly level: Level;
  readonly passages: readonly ToldPassage[];
}

/** How many passages each task and level has; two labels or three have equal parts of it. */
export const TOLD_PASSAGES = 48;

/** By task, then by level; always the same. Their seeds are none that a passage source draws from. */
export function toldPassages(tasks: readonly GradedTask<unknown>[] = gradedTasks): ToldPassages[] {
  return tasks.flatMap((graded) => levels.map((level) => toldAt(graded, level)));
}

function toldAt(graded: GradedTask<unknown>, level: Level): ToldPassages {
  const { task, closings } = graded;
  const random = seededRandom(`told ${task.name} ${level}`);
  const passages = Array.from({ length: TOLD_PASSAGES }, (_, i): ToldPassage => {
    const label = i % task.labels.length;
    const { lead, words } = closings[Math.floor(i / task.labels.length) % closings.length];
    const { sentence1, sentence2 } = drawReadable(graded, { level, label, held: false }, random);
    return {
      first: sentence1,
      ...(sentence2 !== undefined && { second: sentence2 }),
      closing: `${lead} ${words[label]}.`,
      candidates: [...new Set(closings.flatMap((other) => (other.lead === lead ? other.words : [])))],
    };
  });
  return { task: task.name, level, passages };
}
