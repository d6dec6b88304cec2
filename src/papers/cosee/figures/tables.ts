/** The tables of the COSEE paper. */
import {
  averageOverTasks,
  groupBy,
  published,
  type ScoreRow,
  summariseSeeds,
  wholeSeeds,
} from '../../../analysis';
import { systemCells } from '../../../figures/besideCells';
import { constantsTable } from '../../../figures/constantsTable';
import { figureOf, type Material, optionsOf, type PaperFigure } from '../../../figures/paperFigure';
import { parametersTable } from '../../../figures/parametersTable';
import { FIRST_METRICS, type MetricSummary, systemsTable } from '../../../figures/systemsTable';
import * as measures from '../measures';
import { systems } from '../systems';
import { type MetricScore, printedCell, systemsByMetric } from '../systemsByMetric';
import { splitOf } from './oneRun';

/** Each task by each metric; and, if there are several tasks, the mean of their first metrics over the whole seeds. */
function withAverage(rows: readonly MetricScore[], first: readonly ScoreRow[]): MetricSummary[] {
  const summary = groupBy(rows, ({ metric }) => [metric]).flatMap((own) =>
    summariseSeeds(own).map((row) => ({ ...row, metric: own[0].metric })),
  );
  const several = new Set(first.map(({ task }) => task)).size > 1;
  const average = several ? summariseSeeds(averageOverTasks(wholeSeeds(first))) : [];
  return [...summary, ...average.map((row) => ({ ...row, metric: FIRST_METRICS }))];
}

export const table2: PaperFigure = {
  title: 'Table 2: systems at matched speed-up',
  view: systemsByMetric,
  draw(evidence, material) {
    const { rows: all } = evidence(systemsByMetric);
    if (all.length === 0) return [];
    const rows = withAverage(all, evidence(systems).rows);
    const cells = published({ paper: 'COSEE', table: '2' });
    const printed = {
      title: 'As published, Table 2, BERT-base on the test sets of GLUE, no seeds stated',
      cells,
    };
    const runs = systems.from.flatMap(({ name }) => material.stored[name].found);
    const own = {
      title: `Here, ${[...new Set(runs.map(splitOf))].join(' and ')} examples`,
      rows,
      absent: absentOf(material),
    };
    const title = 'Systems at matched speed-up, interpolated, beside Table 2';
    const options = { ...optionsOf(material, systems, all), title };
    const beside = systemCells(own, (row) => printedCell(cells, row));
    return [{ name: 'table-2', rows, beside, spec: systemsTable(own, printed, options) }];
  },
};

/** The methods of the comparison without a finished run. */
function absentOf({ stored }: Material): string[] {
  const { found, missing } = stored.systems;
  const names = new Set(missing.filter(({ exits }) => exits.length > 1).map(({ method }) => method.name));
  return [...names].filter((name) => found.every(({ config }) => config.method !== name));
}

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
