import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { speedUpCurves } from './curves';
import type { FigureOptions } from './options';
import { panelChance } from './panelChance';

/**
 * The means over tasks of `decidedCurves`: one panel for each signal, one line for each method, and the line of chance.
 */
export function methodCurves(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec {
  const turned = rows.map(({ policy = '', ...row }) => ({
    ...row,
    task: `left by ${policy.split(', ')[0]}`,
  }));
  const chance = panelChance(
    options.chance,
    turned.map(({ task }) => task),
  );
  return speedUpCurves(turned, { title: 'Each signal decides about every model', ...options, chance });
}
