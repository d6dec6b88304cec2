/** The data sets (Table 1). */
import { published } from '../../../analysis';
import type { View } from '../../../experiments';
import { type DatasetRow, datasetRows } from '../../../experiments/datasetSizes';
import { datasetsTable } from '../../../figures/datasetsTable';
import { figureOf } from '../../../figures/paperFigure';
import { everyBlock } from '../everyBlock';

const datasets: View<DatasetRow> = {
  name: 'datasets',
  from: [],
  rows: (_, { profile, source }) => datasetRows(everyBlock(profile), source()),
};

export const table1 = figureOf({
  title: 'Table 1: the data sets',
  view: datasets,
  lack: 'none of its tasks is on this machine, and no records of them are',
  draw(rows, { profile }) {
    const printed = published({ paper: 'COSEE', table: '1' });
    const options = { setting: `The tasks of COSEE's runs in the ${profile.name} profile` };
    return [{ name: 'table-1', rows, spec: datasetsTable(rows, printed, options) }];
  },
});
