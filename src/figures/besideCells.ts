/** Our scores and the paper's, "ours / theirs", in the layout of the paper's tables. */
import { groupBy } from '../analysis';
import type { BesideRow, Published, RateBesideRow } from '../analysis/published';
import { methodStyles, methodTitle } from './style';
import { columnOf, type MetricSummary, type OwnSystems } from './systemsTable';

/** One row for each method, one column for each exit. The column names the paper's exit if its depth differs. */
export function exitCells(rows: readonly BesideRow[]): object[] {
  return methodStyles(rows).map(({ name, title }) => {
    const own = rows.filter(({ method }) => method === name);
    const cells = own.map(({ exit, paperExit, ours, oursSd, paper, paperSd }) => {
      const column =
        paperExit === null || paperExit === exit ? `exit ${exit}` : `exit ${exit} / ${paperExit}`;
      return [column, `${spread(ours, oursSd)} / ${spread(paper, paperSd)}`];
    });
    return { method: title, ...Object.fromEntries(cells) };
  });
}

/** One row for each task, one column for each method. */
export function rateCells(rows: readonly RateBesideRow[]): object[] {
  return groupBy(rows, ({ task }) => [task]).map((own) => {
    const [{ task, paperTask }] = own;
    const cells = own.map(({ method, ours, paper }) => [
      methodTitle(method),
      `${ours.toExponential()} / ${paper?.toExponential() ?? '-'}`,
    ]);
    return {
      task: paperTask === task ? task : `${task} / ${paperTask ?? '-'}`,
      ...Object.fromEntries(cells),
    };
  });
}

/** One row for each system, one column for each task and metric: "ours / theirs", by the same metric. */
export function systemCells(
  { rows, absent }: Omit<OwnSystems, 'title'>,
  printed: (row: MetricSummary) => Published | undefined,
): object[] {
  const head = columnOf(rows);
  const heads = [...new Set(rows.map(head))];
  const nothing = Object.fromEntries(heads.map((column) => [column, '-']));
  const cells = groupBy(rows, ({ method }) => [method]).map((own) => {
    const texts = own.map((row) => {
      const cell = printed(row);
      const ours = spread(100 * row.mean, row.sd === null ? null : 100 * row.sd);
      return [head(row), `${ours} / ${cell ? cell.value.toFixed(1) : '-'}`];
    });
    return { system: methodTitle(own[0].method), ...nothing, ...Object.fromEntries(texts) };
  });
  return [...cells, ...absent.map((name) => ({ system: `${methodTitle(name)} (no records)`, ...nothing }))];
}

/** "71.2 ± 0.4"; "71.2" for a single seed; "-" for none. */
function spread(mean: number | null, sd: number | null): string {
  if (mean === null) return '-';
  return `${mean.toFixed(1)}${sd === null ? '' : ` ± ${sd.toFixed(1)}`}`;
}
