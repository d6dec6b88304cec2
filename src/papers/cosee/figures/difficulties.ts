/** Where examples of each true difficulty leave. */
import { examplesOf, exitDepths, groupBy, summarise } from '../../../analysis';
import { exitDepthCurves } from '../../../figures/exitDepthCurves';
import { type ExitShareRow, exitHistogram } from '../../../figures/exitHistogram';
import { type Drawing, figureOf, type Material, optionsOf } from '../../../figures/paperFigure';
import { energy } from '../../../signals';
import type { RunRecord } from '../../../types';
import { ablationRuns } from '../measures';
import { TABLE_SPEED_UP } from '../systems';
import { nearest, seedOf, shares, thresholdText } from './oneRun';

/** On graded tasks: one row for each true difficulty. */
export const fig1Difficulty = figureOf({
  title: 'Beyond Fig. 1: where examples of each true difficulty leave',
  view: ablationRuns,
  lack: 'the true difficulty of its examples is not known here',
  draw(runs, material) {
    const graded = runs.filter((run) => material.difficultiesOf(run).length > 0);
    return graded.length === 0
      ? []
      : [...difficultyHistogram(material, graded), ...difficultyDepths(material, graded)];
  },
});

function difficultyHistogram(material: Material, graded: readonly RunRecord[]): Drawing[] {
  const own = graded.filter(({ config }) => config.task === graded[0].config.task);
  const rows = ['vanilla', 'cosee-energy'].flatMap((method) => {
    const run = own.find(({ config }) => config.method === method);
    return run ? histogramRows(material, run) : [];
  });
  const { task } = graded[0].config;
  const title = `Where examples of each true difficulty leave at about ${TABLE_SPEED_UP}x, ${task}`;
  const options = { ...optionsOf(material, ablationRuns, seedOf(graded[0])), title };
  return [{ name: 'fig-1-difficulty', rows, spec: exitHistogram(rows, options) }];
}

function histogramRows({ difficultiesOf, labelsOf }: Material, run: RunRecord): ExitShareRow[] {
  const { threshold, speedUp } = nearest(run, TABLE_SPEED_UP);
  const column = `${run.config.method === 'vanilla' ? 'Vanilla' : 'COSEE'}, ${thresholdText(threshold, speedUp)}`;
  const difficulties = difficultiesOf(run);
  const levels = [...new Set(difficulties)].sort((a, b) => a - b);
  return levels.flatMap((level) => {
    const chosen = difficulties.flatMap((difficulty, n) => (difficulty === level ? [n] : []));
    const row = `difficulty ${level}`;
    return shares(examplesOf(run.evaluation, chosen), [energy, threshold], labelsOf(run), { column, row });
  });
}

function difficultyDepths(material: Material, graded: readonly RunRecord[]): Drawing[] {
  const each = graded.flatMap((run) => {
    const { method, task } = run.config;
    const { threshold } = nearest(run, TABLE_SPEED_UP);
    const depths = exitDepths(run.evaluation, material.difficultiesOf(run), energy, threshold);
    return depths.map((row) => ({ method, task, ...row }));
  });
  const rows = groupBy(each, ({ method, task, difficulty }) => [method, task, difficulty]).map((group) => ({
    ...group[0],
    depth: summarise(group.map(({ depth }) => depth)).mean,
  }));
  const seeds = graded.flatMap(seedOf);
  const title = `Do hard examples leave later? At about ${TABLE_SPEED_UP}x`;
  const options = { ...optionsOf(material, ablationRuns, seeds), title };
  return [{ name: 'fig-1-depths', rows, spec: exitDepthCurves(rows, options) }];
}
