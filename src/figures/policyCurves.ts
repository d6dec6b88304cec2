import type { TopLevelSpec } from 'vega-lite';
import type { SummaryRow } from '../analysis/rows';
import { speedUpCurves } from './curves';
import type { FigureOptions } from './options';
import { methodTitle } from './style';

/**
 * The score of every method at growing speed-ups, one panel for each method and one line for each signal that its
 * examples leave by: rows of `decidedCurves`. With two classes, entropy and softmax score decide alike.
 */
export const policyCurves = (rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec =>
  speedUpCurves(rows.map(turned), { title: 'Each model by several signals', ...options });

/** The row with its policy in the place of a line's method, and its method in the place of a panel's task. */
const turned = ({ method, policy = '', ...row }: SummaryRow): SummaryRow => ({
  ...row,
  method: policy.split(', ')[0],
  task: methodTitle(method),
});
