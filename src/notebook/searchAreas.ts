import { curveArea, summarise } from '../analysis';
import { groupBy } from '../analysis/groups';
import type { RunRecord } from '../types';

/** Rows for `showTable`: the area under the curve of each α and β₀ of COSEE's search, by task and as the mean. */
export const searchAreas = (runs: readonly RunRecord[]) =>
  groupBy(runs, ({ config: { constants } }) => [constants?.alpha, constants?.beta0]).map((group) => {
    const { alpha, beta0 } = group[0].config.constants ?? {};
    const areas = group.map((run): [string, number] => [`${run.config.task} (%)`, 100 * curveArea(run)]);
    const mean = summarise(areas.map(([, area]) => area)).mean;
    return { α: alpha, 'β₀': beta0, ...Object.fromEntries(areas), 'mean (%)': mean };
  });
