/** The systems of Tables 2 and 3, each task by each of its metrics. */
import { glueForms, metricNames, type Published, type ScoreRow } from '../../analysis';
import type { View } from '../../experiments';
import type { MetricName, RunRecord } from '../../types';
import { systems } from './systems';

/** A score with the name of its metric. */
export interface MetricScore extends ScoreRow {
  readonly metric: MetricName;
}

export const systemsByMetric: View<MetricScore> = {
  name: 'systemsByMetric',
  from: systems.from,
  varies: systems.varies,
  rows: (runs, about) =>
    metricNames.flatMap((metric) => {
      const own = runs.filter(({ metrics }) => metric in metrics).map((run) => readBy(run, metric));
      return own.length === 0 ? [] : systems.rows(own, about).map((row) => ({ ...row, metric }));
    }),
};

/** The run as if its task had this metric only. */
const readBy = (run: RunRecord, metric: MetricName): RunRecord => ({
  ...run,
  metrics: { [metric]: run.metrics[metric] },
});

/** The names in Tables 2 and 3 of the systems that have another name here. */
const printedNames: { readonly [method: string]: readonly string[] } = {
  encoder: ['bert-base', 'albert-base'],
  'half-encoder': ['bert-6l'],
  'cosee-energy': ['cosee'],
};

/** The printed cells of a system. */
export const printedOf = (cells: readonly Published[], method: string): Published[] =>
  cells.filter((cell) => (printedNames[method] ?? [method]).includes(cell.method));

/** The printed cell of the same system, task and metric. A shipped task has the cell of the GLUE task of its form. */
export const printedCell = (
  cells: readonly Published[],
  { method, task, metric }: { readonly method: string; readonly task: string; readonly metric: string },
): Published | undefined =>
  printedOf(cells, method).find((cell) => cell.task === (glueForms[task] ?? task) && cell.metric === metric);
