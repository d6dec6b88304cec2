const correlations = ['matthews', 'pearson', 'spearman'];

/**
 * What the terminal says of exits at some depths that answer every example alike, and of the task's metrics that are
 * undefined there.
 */
export function constantNotes(depths: readonly number[], metrics: readonly string[]): string[] {
  if (depths.length === 0) return [];
  const [exits, answer] = depths.length === 1 ? ['exit at depth', 'answers'] : ['exits at depths', 'answer'];
  const lost = metrics.filter((metric) => correlations.includes(metric));
  const score =
    lost.length > 0 ? `; a correlation (${lost.join(', ')}) is undefined there and counts as 0` : '';
  return [`  the ${exits} ${depths.join(', ')} ${answer} every example alike${score}`];
}
