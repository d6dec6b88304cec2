import type { TopLevelSpec } from 'vega-lite';
import { type YardstickName, type YardstickSummary, yardstickTitles } from '../analysis/yardstickScores';
import { yardstickText } from '../analysis/yardstickTable';
import { cellBlocks } from './cellsTable';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'Every system by the policy of its own paper, over the cost in blocks; the mean over the tasks, and below it the 95% ' +
  'interval over seeds. AUC and AIQ: mean score from the first exit to the whole cost, of the curve and of its concave ' +
  'hull. Speed-up at 99%: the largest at which that share of the score of the last exit is kept. ELUE: points above ' +
  'the static exits of our ElasticBERT. EEFP: how well the signal ranks right answers above wrong ones (50: not at ' +
  'all). Oracle gap: points below the cheapest right exit of each example. AUC of random exits: as many examples ' +
  'leave at each exit, but chosen by chance.';

/** The columns of the table. */
export const FIELD_YARDSTICKS: readonly YardstickName[] = [
  'auc',
  'randomAuc',
  'aiq',
  'hypervolume',
  'speedUp99',
  'speedUp999',
  'elue',
  'eefp',
  'dis',
  'oracleGap',
];

/** A row for each system, a column for each yardstick. */
export function yardsticksTable(rows: readonly YardstickSummary[], options: FigureOptions): TopLevelSpec {
  const cells = rows.map((row) => {
    const [text, ...rest] = yardstickText(row).split(' (');
    return {
      row: methodTitle(row.method),
      column: yardstickTitles[row.yardstick].replace(' ', '\n'),
      ...{ text: text || '-', small: rest.length === 0 ? '' : rest[0].replace(')', '') },
    };
  });
  const systems = methodStyles(rows).map(({ title }) => title);
  return {
    ...heading('The field by every yardstick', CAPTION, options, seedsText(options.seeds)),
    ...cellBlocks([{ title: 'Mean over the tasks', rows: systems, cells }], 84),
  };
}
