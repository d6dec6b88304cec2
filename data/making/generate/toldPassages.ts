/** Passages that all end in a closing, to test whether a model predicts the word that states the label. */
import { seededRandom } from '../../../src/text/random';
import { drawReadable, type GradedTask, type Level, levels, type Passage } from './graded';
import { gradedTasks } from './tasks';

export interface ToldPassage extends Passage {
  readonly closing: string;
  /** The possible last words: all last words of the task's closings with this lead. */
  readonly candidates: readonly string[];
}

/** Passages of one task and level, with equally many of each label. */
export interface ToldPassages {
  readonly task: string;
  readonly level: Level;
  readonly passages: readonly ToldPassage[];
}

/** The number of passages of each task and level, divided equally between two or three labels. */
export const TOLD_PASSAGES = 48;

/** Passages by task, then by level, deterministic. No passage source uses their seeds. */
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
