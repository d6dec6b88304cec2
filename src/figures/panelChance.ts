import type { TaskScores } from '../analysis/chance';

/** The mean chance over the tasks as the chance of each panel, where every panel shows means over the tasks. */
export function panelChance(chance: TaskScores = {}, panels: readonly string[]): TaskScores {
  const levels = Object.values(chance);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return Object.fromEntries(levels.length === 0 ? [] : panels.map((panel) => [panel, mean]));
}
