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
import type { FigureOptions } from '../../../figures/options';
import { type Drawing, figureOf, optionsOf, type PaperFigure } from '../../../figures/paperFigure';
import { parametersTable } from '../../../figures/parametersTable';
import { FIRST_METRICS, type MetricSummary, systemsTable } from '../../../figures/systemsTable';
import * as measures from '../measures';
import { type OnAlbert, onAlbert } from '../onAlbert';
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

type Systems = Omit<OnAlbert, 'profile'>;

/** Our systems above those of a printed table, at one speed-up. */
function systemsDrawing(
  table: string,
  on: string,
  { rows: all, first, stored }: Systems,
  options: FigureOptions,
): Drawing[] {
  if (all.length === 0) return [];
  const rows = withAverage(all, first);
  const cells = published({ paper: 'COSEE', table });
  const printed = {
    title: `As published, Table ${table}, ${on} on the test sets of GLUE, no seeds stated`,
    cells,
  };
  const runs = systems.from.flatMap(({ name }) => stored[name].found);
  const own = {
    title: `Here, ${[...new Set(runs.map(splitOf))].join(' and ')} examples`,
    rows,
    absent: absentOf(stored),
  };
  const title = `Systems at matched speed-up, interpolated, beside Table ${table}`;
  const beside = systemCells(own, (row) => printedCell(cells, row));
  return [{ name: `table-${table}`, rows, beside, spec: systemsTable(own, printed, { ...options, title }) }];
}

/** The methods of the comparison without a finished run. */
function absentOf(stored: Systems['stored']): string[] {
  const { found, missing } = stored.systems;
  const names = new Set(missing.filter(({ exits }) => exits.length > 1).map(({ method }) => method.name));
  return [...names].filter((name) => found.every(({ config }) => config.method !== name));
}

export const table2: PaperFigure = {
  title: 'Table 2: systems at matched speed-up',
  view: systemsByMetric,
  draw(evidence, material) {
    const { rows } = evidence(systemsByMetric);
    const { rows: first } = evidence(systems);
    const drawn = { rows, first, stored: material.stored };
    return systemsDrawing('2', 'BERT-base', drawn, optionsOf(material, systems, rows));
  },
};

const NO_ALBERT = 'no finished run on ALBERT, of the profile or of those that `beside` names';

export const table3 = figureOf({
  title: 'Table 3: systems on ALBERT',
  view: onAlbert,
  lack: NO_ALBERT,
  draw: (all) =>
    all.flatMap((own) => systemsDrawing('3', 'ALBERT-base', own, optionsOf(own, systems, own.rows))),
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
