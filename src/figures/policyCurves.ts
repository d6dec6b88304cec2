import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { speedUpCurves } from './curves';
import type { FigureOptions } from './options';
import { panelChance } from './panelChance';
import { methodTitle } from './style';

/**
 * The score of every method at growing speed-ups, one panel for each method and one line for each signal that its
 * examples leave by: rows of `decidedCurves`. With two classes, entropy and softmax score decide alike.
 */
export function policyCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const panels = rows.map(turned);
  const chance = panelChance(
    options.chance,
    panels.map(({ task }) => task),
  );
  return speedUpCurves(panels, { title: 'Each model by several signals', ...options, chance });
}

/** The row with its policy in the place of a line's method, and its method in the place of a panel's task. */
const turned = ({ method, policy = '', ...row }: SummaryRow): SummaryRow => ({
  ...row,
  method: policy.split(', ')[0],
  task: methodTitle(method),
});
