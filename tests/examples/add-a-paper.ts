/** A paper in one file: an experiment, a view of its runs, a claim and a figure. */
import { type ScoreRow, tradeOff } from '../../src/analysis';
import { contrastClaim, gap, placesOf, single } from '../../src/claims';
import { cells, experimentOf, type View } from '../../src/experiments';
import { figureOf, meanCurve, type Paper } from '../../src/figures';
import { earlyExit, sweet } from '../../src/methods';
import { calibratedConfidence } from '../../src/policies';

const routing = experimentOf('toy', {
  ...{ name: 'toy-routing', about: 'Fig. 1' },
  runs: (profile) => cells(profile, [earlyExit, sweet]),
});

const speeds: View<ScoreRow> = {
  ...{ name: 'speeds', from: [routing] },
  rows: (runs) => tradeOff(runs, calibratedConfidence),
};

const claim = contrastClaim({
  ...{ statement: 'Routing helps at the fastest speed', where: 'Fig. 1', paper: 'a curve', view: speeds },
  parts: (rows) => single(gap('sweet', 'early-exit', [placesOf(rows)[0]])),
});

const figure = figureOf({
  ...{ title: 'Fig. 1: with and without routing', view: speeds },
  draw: (rows, material) => meanCurve(material, speeds, rows, { name: 'fig-1', title: 'Routing' }),
});

const about = { name: 'toy', title: 'Toy' };
export const toyPaper: Paper = { ...about, experiments: [routing], claims: [claim], figures: [figure] };
