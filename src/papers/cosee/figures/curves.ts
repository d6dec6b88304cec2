/** Scores at speed-ups (Fig. 4, 8 and 9) and training losses (Fig. 6). */
import type { ScoreRow } from '../../../analysis';
import type { View } from '../../../experiments';
import { convergenceCurves } from '../../../figures/convergenceCurves';
import { speedUpCurves } from '../../../figures/curves';
import { figureOf, optionsOf, type PaperFigure, taskCurves } from '../../../figures/paperFigure';
import { quantilePolicy } from '../../../policies';
import { energy, entropy, softmaxScore } from '../../../signals';
import type { ExitSignal } from '../../../types';
import { convergence } from '../measures';
import { signalCurves, speedCurves, togetherCurves } from '../views';

const PARTS = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

/** One panel for each task. */
const curvesFigure = (
  name: string,
  view: View<ScoreRow>,
  { heading, title }: { readonly heading: string; readonly title: string },
  chosen: (rows: readonly ScoreRow[]) => readonly ScoreRow[] = (rows) => rows,
): PaperFigure =>
  figureOf({
    title: heading,
    view,
    draw: (rows, material) => taskCurves(material, view, chosen(rows), { name, title, draw: speedUpCurves }),
  });

export const fig4 = curvesFigure('fig-4', speedCurves, {
  heading: 'Fig. 4: the ablation with the energy',
  title: 'Sample weighting and calibration, exits decided by the energy',
});

/** The ablation with another signal, and COSEE with the energy. */
const signalFigure = (figure: string, signal: ExitSignal, words: string): PaperFigure =>
  curvesFigure(
    `fig-${figure}`,
    signalCurves,
    {
      heading: `Fig. ${figure}: the ablation with the ${words}`,
      title: `Sample weighting and calibration, exits decided by the ${words}`,
    },
    (rows) => {
      const own = rows.filter(({ policy }) => policy === quantilePolicy(signal).title);
      const beside = rows.filter(({ method }) => method === 'cosee-energy');
      return own.length === 0 ? [] : [...own, ...beside];
    },
  );

export const fig8 = signalFigure('8', entropy, 'entropy');
export const fig9 = signalFigure('9', softmaxScore, 'softmax score');

export const signalsFigure = curvesFigure(
  'signals',
  signalCurves,
  {
    heading: 'Beyond Fig. 8 and 9: the three signals',
    title: 'COSEE with each signal, and vanilla decided by the energy',
  },
  (rows) =>
    rows.filter(
      ({ method, policy }) =>
        method.startsWith('cosee-') || (method === 'vanilla' && policy === quantilePolicy(energy).title),
    ),
);

export const togetherFigure = curvesFigure('together', togetherCurves, {
  heading: "Beyond both papers: SWEET's routing with COSEE's weighting",
  title: "SWEET's routing of gradients and COSEE's weighting of samples",
});

export const fig6 = figureOf({
  title: 'Fig. 6: training curves, and the loss on held-out examples at their end',
  view: convergence,
  lack: 'the steps of its runs are not kept here',
  draw(all, material) {
    const curves = all.filter(({ method }) => PARTS.includes(method));
    if (curves.length === 0) return [];
    const rows = curves.flatMap(({ steps, losses, heldOut, ...run }) => [
      ...steps.map((step, i) => ({ ...run, on: 'training', step, loss: losses[i] })),
      { ...run, on: 'held out', step: steps[steps.length - 1], loss: heldOut },
    ]);
    const options = optionsOf(material, convergence, curves);
    return [{ name: 'fig-6', rows, spec: convergenceCurves(curves, options) }];
  },
});
