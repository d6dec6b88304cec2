/** A paper in one file: an experiment, a view of its runs, a claim and a figure. */
import * as lab from 'early-exit-lab';

const routing = lab.experimentOf('toy', {
  name: 'toy-routing',
  about: 'Fig. 1',
  runs: (profile) => lab.cells(profile, [lab.earlyExit, lab.sweet]),
});

const speeds: lab.View<lab.ScoreRow> = {
  ...{ name: 'speeds', from: [routing] },
  rows: (runs) => lab.tradeOff(runs, lab.calibratedConfidence),
};

const claim = lab.contrastClaim({
  ...{ statement: 'Routing helps at the fastest speed', where: 'Fig. 1', paper: 'a curve', view: speeds },
  parts: (rows) => lab.single(lab.gap('sweet', 'early-exit', [lab.placesOf(rows)[0]])),
});

const figure = lab.figureOf({
  ...{ title: 'Fig. 1: with and without routing', view: speeds },
  draw: (rows, material) => lab.meanCurve(material, speeds, rows, { name: 'fig-1', title: 'Routing' }),
});

const about = { name: 'toy', title: 'Toy' };
export const toyPaper: lab.Paper = { ...about, experiments: [routing], claims: [claim], figures: [figure] };
