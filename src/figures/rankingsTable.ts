import type { TopLevelSpec } from 'vega-lite';
import type { RankAgreement } from '../analysis/rankAgreement';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';

const CAPTION =
  "Spearman's correlation of the mean scores of the systems, at the same speed-up. 1: the same order; 0: unrelated. " +
  'The interval is over draws of seeds and of evaluation examples, of each order by itself.';

/** Whether the order of the systems is the same elsewhere: a row for each other order. */
export function rankingsTable(
  rows: readonly (RankAgreement & { readonly against: string })[],
  options: FigureOptions,
): TopLevelSpec {
  const cells = rows.flatMap(({ against, systems, rho, low, high }) => {
    const entries = [
      ['systems', String(systems)],
      ['ρ', rho.toFixed(2)],
      ['95%', `${low.toFixed(2)} to ${high.toFixed(2)}`],
    ];
    return entries.map(([column, text]) => ({ row: against, column, text }));
  });
  return {
    ...heading('Is the order of the systems the same elsewhere?', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks([{ title: `Against the order of ${options.setting}`, cells }], 110),
  };
}
