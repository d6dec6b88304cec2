/** The tables and figures of the field. */

import type { TopLevelSpec } from 'vega-lite';
import { AVERAGE, decidedCurves, type ScoreRow, wholeSeedsOfEach } from '../../analysis';
import { summariseYardsticks } from '../../analysis/yardstickScores';
import type { View } from '../../experiments';
import { type GainRow, gainDots } from '../../figures/gainDots';
import { gainHeatmap } from '../../figures/gainHeatmap';
import type { FigureOptions } from '../../figures/options';
import { ownConstantsTable } from '../../figures/ownConstantsTable';
import { figureOf, optionsOf, type PaperFigure } from '../../figures/paperFigure';
import { policiesTable } from '../../figures/policiesTable';
import { rankingsTable } from '../../figures/rankingsTable';
import { methodTitle } from '../../figures/style';
import { FIELD_YARDSTICKS, yardsticksTable } from '../../figures/yardsticksTable';
import { table2 } from '../cosee/figures/tables';
import { TABLE_SPEED_UP } from '../cosee/systems';
import { gainsOverBaseline } from './gains';
import { rankings } from './rankings';
import { atCosts, BASELINE, byPolicy, constants, exits, measured } from './views';

type Draw = (rows: readonly GainRow[], baseline: string, options: FigureOptions) => TopLevelSpec;

/** A figure of the gains over the baseline. */
const gainsFigure = (name: string, title: string, view: View<ScoreRow>, draw: Draw): PaperFigure => ({
  title,
  view,
  draw(evidence, material) {
    const shown = evidence(view);
    const rows = gainsOverBaseline(shown);
    if (rows.length === 0) return [];
    const options = optionsOf(material, view, shown.rows);
    return [{ name, rows, spec: draw(rows, methodTitle(BASELINE), options) }];
  },
});

const yardsticksFigure = figureOf({
  title: 'Yardsticks: the field by every yardstick',
  view: measured,
  draw(rows, material) {
    const all = summariseYardsticks(rows, FIELD_YARDSTICKS);
    const several = all.some(({ task }) => task === AVERAGE);
    const own = several ? all.filter(({ task }) => task === AVERAGE) : all;
    const spec = yardsticksTable(own, optionsOf(material, measured, rows));
    return [{ name: 'yardsticks', rows: own, spec }];
  },
});

const policiesFigure = figureOf({
  title: 'Policies: every method by every rule of leaving',
  view: byPolicy,
  draw(rows, material) {
    const means = decidedCurves(wholeSeedsOfEach(rows));
    const spec = policiesTable(means, TABLE_SPEED_UP, optionsOf(material, byPolicy, rows));
    return [{ name: 'policies', rows: means, spec }];
  },
});

const rankingsFigure = figureOf({
  title: 'Order: the systems on other encoders and in the printed table',
  view: rankings,
  lack: 'fewer than three systems with all tasks and seeds on two encoders',
  draw(rows, material) {
    const runs = material.stored.systems.found.map(({ config }) => config);
    return [{ name: 'rankings', rows, spec: rankingsTable(rows, optionsOf(material, rankings, runs)) }];
  },
});

const constantsFigure = figureOf({
  title: 'Constants: the search for those that papers leave open',
  view: constants,
  draw(rows, material) {
    const { found, missing } = material.stored['own-constants'];
    if (missing.length > 0) return [];
    const runs = found.map(({ config }) => config);
    return [{ name: 'constants', rows, spec: ownConstantsTable(rows, optionsOf(material, constants, runs)) }];
  },
});

export const fieldFigures: readonly PaperFigure[] = [
  table2,
  gainsFigure('gains', 'Gains: every system at equal cost', atCosts, (rows, baseline, options) =>
    gainDots(rows, { baseline, by: TABLE_SPEED_UP }, options),
  ),
  gainsFigure('exits', 'Exits: which training idea helps which exit', exits, gainHeatmap),
  yardsticksFigure,
  policiesFigure,
  rankingsFigure,
  constantsFigure,
];
