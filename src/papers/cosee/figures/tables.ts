/** The tables of the COSEE paper. */
import { averageOverTasks, published, type ScoreRow, summariseSeeds, wholeSeeds } from '../../../analysis';
import { constantsTable } from '../../../figures/constantsTable';
import { figureOf, optionsOf } from '../../../figures/paperFigure';
import { parametersTable } from '../../../figures/parametersTable';
import { systemsTable } from '../../../figures/systemsTable';
import * as measures from '../measures';
import { systems } from '../views';

/** Each task; and, if there are several, the mean over them at the seeds that have all of them. */
function withAverage(rows: readonly ScoreRow[]): ScoreRow[] {
  const several = new Set(rows.map(({ task }) => task)).size > 1;
  return several ? [...rows, ...averageOverTasks(wholeSeeds(rows))] : [...rows];
}

export const table2 = figureOf({
  title: 'Table 2: systems at matched speed-up',
  view: systems,
  draw(all, material) {
    const rows = summariseSeeds(withAverage(all));
    const cells = published({ paper: 'COSEE', table: '2' });
    const printed = {
      title: 'As published, Table 2, BERT-base on the test sets of GLUE, no seeds stated',
      cells,
    };
    const title = 'Systems at matched speed-up, interpolated, beside Table 2';
    const options = { ...optionsOf(material, systems, all), title };
    return [{ name: 'table-2', rows, spec: systemsTable(rows, printed, options) }];
  },
});

export const table3 = figureOf({
  title: 'Table 3: systems on ALBERT',
  view: measures.encoders,
  lack: 'ALBERT is not here yet',
  draw: () => [],
});

export const table4 = figureOf({
  title: 'Table 4: parameters',
  view: measures.parameters,
  draw(rows, { profile }) {
    const printed = published({ paper: 'COSEE', table: '4' });
    const options = {
      setting: `An exit after every block: BERT-base and the encoder of the ${profile.name} profile`,
    };
    return [{ name: 'table-4', rows, spec: parametersTable(rows, printed, options) }];
  },
});

export const constants = figureOf({
  title: "§4.3: the search for COSEE's constants",
  view: measures.constants,
  draw(rows, material) {
    const { found, missing } = material.stored['cosee-search'];
    if (missing.length > 0) return [];
    const options = optionsOf(
      material,
      measures.constants,
      found.map(({ config }) => config),
    );
    return [{ name: 'constants', rows, spec: constantsTable(rows, options) }];
  },
});
