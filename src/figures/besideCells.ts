/** Our scores and the paper's, "ours / theirs", in the layout of the paper's tables. */
import { groupBy } from '../analysis';
import type { BesideRow, RateBesideRow } from '../analysis/published';
import { methodStyles, methodTitle } from './style';

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

/** "71.2 ± 0.4"; "71.2" for a single seed; "-" for none. */
function spread(mean: number | null, sd: number | null): string {
  if (mean === null) return '-';
  return `${mean.toFixed(1)}${sd === null ? '' : ` ± ${sd.toFixed(1)}`}`;
}
