/** Where examples leave (Fig. 1 and 7). */
import { exitHistogram } from '../../../figures/exitHistogram';
import { figureOf, optionsOf } from '../../../figures/paperFigure';
import { energy, entropy } from '../../../signals';
import { ablationRuns, DISTRIBUTION_SPEED_UPS, readings } from '../measures';
import { firstOf, nearest, onTask, seedOf, shares, splitOf, thresholdText } from './oneRun';

export const fig1 = figureOf({
  title: 'Fig. 1: where examples leave, by label',
  view: ablationRuns,
  draw(runs, material) {
    const run = firstOf(runs, 'vanilla', 'qnli');
    if (!run) return [];
    const rows = [0.2, 0.4, 0.6].flatMap((threshold) =>
      shares(run.evaluation, [entropy, threshold], material.labelsOf(run), {
        column: thresholdText(threshold),
        row: splitOf(run),
      }),
    );
    const title = `Where examples leave by entropy, vanilla training on ${onTask(run, 'qnli')}`;
    const options = { ...optionsOf(material, ablationRuns, seedOf(run)), title };
    return [{ name: 'fig-1', rows, spec: exitHistogram(rows, options) }];
  },
});

export const fig7 = figureOf({
  title: 'Fig. 7: where training and held-out examples leave',
  view: readings,
  lack: 'its runs have not been read over training examples',
  draw([{ run, training }], material) {
    const labels = material.labelsOf(run);
    const rows = [...DISTRIBUTION_SPEED_UPS].flatMap((wanted) => {
      const { threshold, speedUp } = nearest(run, wanted);
      const column = thresholdText(threshold, speedUp);
      return [
        ...shares(training, [energy, threshold], labels, { column, row: 'training' }),
        ...shares(run.evaluation, [energy, threshold], labels, { column, row: splitOf(run) }),
      ];
    });
    const title = `Where training and held-out examples leave, COSEE on ${onTask(run, 'sst-2')}`;
    const options = { ...optionsOf(material, readings, seedOf(run)), title };
    return [{ name: 'fig-7', rows, spec: exitHistogram(rows, options) }];
  },
});
