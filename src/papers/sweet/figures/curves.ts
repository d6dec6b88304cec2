/** Speed against accuracy (Fig. 4 to 8 and 10). */
import { type ScoreRow, summariseSeeds, tradeOff } from '../../../analysis';
import type { View } from '../../../experiments';
import { dataSizeCurves, tradeoffCurve } from '../../../figures/curves';
import { figureOf, meanCurve, optionsOf, type PaperFigure, taskCurves } from '../../../figures/paperFigure';
import { calibratedConfidence } from '../../../policies';
import { encoders, learnedSpeeds, sizes, speeds } from '../views';
import { NO_OTHER_ENCODER } from './exits';

export const fig4 = figureOf({
  title: 'Fig. 4: Multi-Model against Early-Exit',
  view: speeds,
  draw: (rows, material) =>
    meanCurve(
      material,
      speeds,
      rows.filter(({ method }) => method !== 'sweet'),
      { name: 'fig-4', title: 'Multi-Model against Early-Exit' },
    ),
});

const meanFigure = (figure: string, view: View<ScoreRow>, heading: string, title: string): PaperFigure =>
  figureOf({
    title: `Fig. ${figure}: ${heading}`,
    view,
    draw: (rows, material) => meanCurve(material, view, rows, { name: `fig-${figure}`, title }),
  });

export const fig5 = meanFigure('5', speeds, 'SWEET against both', 'Speed against accuracy');

export const fig6 = figureOf({
  title: 'Fig. 6: task by task',
  view: speeds,
  draw: (rows, material) =>
    taskCurves(material, speeds, rows, {
      ...{ name: 'fig-6', title: 'Speed against accuracy, task by task', draw: tradeoffCurve },
    }),
});

export const fig7 = meanFigure('7', learnedSpeeds, 'learning to exit', 'Learning to exit');

export const fig8 = figureOf({
  title: 'Fig. 8: growing training sets',
  view: sizes,
  draw(all, material) {
    if (new Set(all.map(({ trainSize }) => trainSize)).size < 2) return [];
    const rows = summariseSeeds(all);
    const title = `Speed against accuracy as the training set of ${material.profile.sizeTask} grows`;
    const options = { ...optionsOf(material, sizes, all), title };
    return [{ name: 'fig-8', rows, spec: dataSizeCurves(rows, options) }];
  },
});

export const fig10 = figureOf({
  title: 'Fig. 5 and 10: other encoders',
  view: encoders,
  lack: NO_OTHER_ENCODER,
  draw: (others) =>
    others.flatMap(({ profile, stored }) => {
      const rows = tradeOff(stored.found, calibratedConfidence);
      const drawn = { profile, stored: { comparison: stored } };
      const title = 'Speed against accuracy on another encoder';
      return [
        ...meanCurve(drawn, speeds, rows, { name: `fig-5-${profile.name}`, title }),
        ...taskCurves(drawn, speeds, rows, {
          ...{ name: `fig-10-${profile.name}`, title: `${title}, task by task`, draw: tradeoffCurve },
        }),
      ];
    }),
});
