import { undefinedForConstants } from '../analysis/exitScores';

/**
 * Notes on the exits at the given depths, each with one constant prediction, and on the task's metrics that are
 * undefined for them.
 */
export function constantNotes(depths: readonly number[], metrics: readonly string[]): string[] {
  if (depths.length === 0) return [];
  const [exits, answer] = depths.length === 1 ? ['exit at depth', 'answers'] : ['exits at depths', 'answer'];
  const lost = undefinedForConstants(metrics);
  const score =
    lost.length > 0 ? `; a correlation (${lost.join(', ')}) is undefined there and counts as 0` : '';
  return [`  the ${exits} ${depths.join(', ')} ${answer} every example alike${score}`];
}
