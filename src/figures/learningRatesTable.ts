import type { TopLevelSpec } from 'vega-lite';
import type { RateBesideRow } from '../analysis/published';
import { type FigureOptions, heading, seedsText } from './options';
import { methodStyles, methodTitle } from './style';

const CAPTION =
  'The first learning rate that gives each method the largest area under its speed-accuracy curve ' +
  'on each task, and below ' +
  'it, smaller, the one that the paper chose for the task of the same form.';

/** SWEET Table 2: the chosen learning rates, one row for each task. The paper's rates are below ours. */
export function learningRatesTable(rows: readonly RateBesideRow[], options: FigureOptions): TopLevelSpec {
  const values = rows.map(({ method, task, ours, paper, paperTask }) => ({
    method: methodTitle(method),
    task,
    ours: rate(ours),
    paper: paper === null ? '' : `${paperTask === task ? 'paper' : paperTask}: ${rate(paper)}`,
  }));
  return {
    ...heading('Chosen learning rates', CAPTION, options, `${seedsText(options.seeds)}; below: the paper's`),
    data: { values },
    width: { step: 120 },
    height: { step: 40 },
    encoding: {
      x: {
        field: 'method',
        type: 'nominal',
        title: null,
        sort: methodStyles(rows).map((style) => style.title),
        axis: { orient: 'top', labelAngle: 0, ticks: false, domainColor: '#111', labelFontSize: 13 },
      },
      y: {
        field: 'task',
        type: 'nominal',
        title: null,
        sort: [...new Set(rows.map((row) => row.task))],
        axis: { ticks: false, domain: false, labelFontSize: 13, labelPadding: 10 },
      },
    },
    layer: [
      {
        mark: { type: 'text', fontSize: 13, dy: -6 },
        encoding: { text: { field: 'ours', type: 'nominal' } },
      },
      {
        mark: { type: 'text', fontSize: 10, dy: 9, color: '#555' },
        encoding: { text: { field: 'paper', type: 'nominal' } },
      },
    ],
  };
}

/** "5e-4" */
const rate = (value: number): string => value.toExponential();
