/** Distributions and ranking of the energy (Fig. 3 and 5). */
import {
  type DefinedSummary,
  type DifficultyMeasure,
  exitLoss,
  inversionRows,
  scoreHistogram,
  trueDifficulty,
  varianceBetweenExits,
} from '../../../analysis';
import { largestOf } from '../../../extremes';
import { inversionHeatmap } from '../../../figures/inversionHeatmap';
import { type Drawing, figureOf, type Material, optionsOf } from '../../../figures/paperFigure';
import { scoreHistograms } from '../../../figures/scoreHistograms';
import { energy, plainEnergy } from '../../../signals';
import type { RunRecord } from '../../../types';
import { ablationRuns } from '../measures';
import { firstOf, onTask, seedOf } from './oneRun';

export const fig3 = figureOf({
  title: 'Fig. 3: the energy before and after normalisation',
  view: ablationRuns,
  draw(runs, material) {
    const run = firstOf(runs, 'cosee-energy', 'sst-2');
    if (!run) return [];
    const { depths } = run.evaluation;
    const shown = [1 / 6, 1 / 2, 5 / 6].map(
      (part) => depths[Math.max(0, Math.round(part * depths.length) - 1)],
    );
    const rows = [plainEnergy, energy].flatMap((signal) =>
      scoreHistogram(run.evaluation, signal, shown, 30).map((bin) => ({
        ...bin,
        signal: signal === energy ? 'normalised energy (0 to 1)' : `${signal.name} (nats)`,
        between: varianceBetweenExits(run.evaluation, signal),
      })),
    );
    const title = `The energy at three exits, COSEE on ${onTask(run, 'sst-2')}`;
    const options = { ...optionsOf(material, ablationRuns, seedOf(run)), title };
    return [{ name: 'fig-3', rows, spec: scoreHistograms(rows, options) }];
  },
});

export const fig5 = figureOf({
  title: 'Fig. 5: difficulty inversion score',
  view: ablationRuns,
  draw(runs, material) {
    const { difficultiesOf } = material;
    const graded = runs.filter((run) => difficultiesOf(run).length > 0);
    return [
      ...heatmap(material, runs, () => exitLoss, 'fig-5'),
      ...heatmap(material, graded, (run) => trueDifficulty(difficultiesOf(run)), 'fig-5-true-difficulty'),
    ];
  },
});

function heatmap(
  material: Material,
  runs: readonly RunRecord[],
  difficultyOf: (run: RunRecord) => DifficultyMeasure,
  name: string,
): Drawing[] {
  if (runs.length === 0) return [];
  const all: DefinedSummary[] = inversionRows(runs, energy, difficultyOf);
  const last = largestOf(all.map(({ x }) => x));
  const rows = all.filter(({ x }) => x < last);
  const title = `How well does the energy rank difficulty? By ${difficultyOf(runs[0]).title}`;
  const options = { ...optionsOf(material, ablationRuns, runs.flatMap(seedOf)), title };
  return [{ name, rows, spec: inversionHeatmap(rows, options) }];
}
