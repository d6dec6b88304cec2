/** The tables and figures of the COSEE paper, each from the finished runs of a profile. */
import {
  type DefinedSummary,
  type DifficultyMeasure,
  examplesOf,
  exitDepths,
  exitDistribution,
  exitLoss,
  groupBy,
  inversionRows,
  nearestPoint,
  policySweep,
  quantilePolicy,
  type ScoreRow,
  scoreHistogram,
  summarise,
  trueDifficulty,
} from '../analysis';
import { type CoseeEvidence, DISTRIBUTION_SPEED_UPS, TABLE_SPEED_UP, undecided } from '../claims';
import type { ReadTwice } from '../experiments';
import { largestOf } from '../extremes';
import { energy, entropy, plainEnergy } from '../signals';
import type { ExitRecord, ExitSignal, RunRecord } from '../types';
import { convergenceCurves } from './convergenceCurves';
import { coseeTables } from './coseeTables';
import { speedUpCurves } from './curves';
import { exitDepthCurves } from './exitDepthCurves';
import { type ExitShareRow, exitHistogram } from './exitHistogram';
import { inversionHeatmap } from './inversionHeatmap';
import { type Drawing, optionsOf, type PaperFigure, type PaperMaterial, taskCurves } from './paperFigure';
import { scoreHistograms } from './scoreHistograms';

/** What the figures of the paper are drawn from. */
export interface CoseeMaterial extends PaperMaterial<CoseeEvidence> {
  readonly readTwice: readonly ReadTwice[];
  /** [N]: true difficulties of a run's examples, empty where nobody knows them. */
  readonly difficultiesOf: (run: RunRecord) => readonly number[];
  /** [C]: what the labels of a task are called. */
  readonly labelsOf: (run: RunRecord) => readonly string[];
}

export type CoseeFigure = PaperFigure<CoseeMaterial>;

const PARTS = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

/** The first run of a method, which figures of one run show. */
const firstOf = ({ stored }: CoseeMaterial, experiment: string, method: string): RunRecord | undefined =>
  stored[experiment].found.find(({ config }) => config.method === method);

const seedOf = ({ config }: RunRecord) => [{ seed: config.seed }];

/** The rows of a histogram of exits: a record's examples at a threshold. */
function shares(
  record: ExitRecord,
  [signal, threshold]: readonly [ExitSignal, number],
  labels: readonly string[],
  panel: Pick<ExitShareRow, 'column' | 'row'>,
): ExitShareRow[] {
  return exitDistribution(record, signal, threshold).map(({ label, depth, share }) => ({
    ...panel,
    group: labels[label],
    depth,
    share,
  }));
}

const thresholdText = (threshold: number, speedUp?: number): string =>
  `τ = ${Number(threshold.toPrecision(3))}${speedUp === undefined ? '' : ` (${speedUp.toFixed(2)}×)`}`;

/** The threshold of the energy that is nearest to a speed-up on a run's evaluation, and that speed-up. */
const nearest = (run: RunRecord, speedUp: number) =>
  nearestPoint(policySweep(run, quantilePolicy(energy)), speedUp);

const fig1: CoseeFigure = {
  title: 'Fig. 1: where examples leave, by label',
  needs: 'ablation',
  draw(material) {
    const run = firstOf(material, 'ablation', 'vanilla');
    if (!run) return [];
    const rows = [0.2, 0.4, 0.6].flatMap((threshold) =>
      shares(run.evaluation, [entropy, threshold], material.labelsOf(run), {
        column: thresholdText(threshold),
        row: 'development',
      }),
    );
    const title = `Where examples leave by entropy, vanilla training on ${run.config.task}`;
    const options = { ...optionsOf(material, 'ablation', seedOf(run)), title };
    return [{ name: 'fig-1', rows, spec: exitHistogram(rows, options) }];
  },
};

/** On graded tasks, a row for each true difficulty. */
const fig1Difficulty: CoseeFigure = {
  title: 'Beyond Fig. 1: where examples of each true difficulty leave',
  needs: 'ablation',
  lack: 'the true difficulty of its examples is not known here',
  draw(material) {
    const { stored, difficultiesOf } = material;
    const graded = stored.ablation.found.filter((run) => difficultiesOf(run).length > 0);
    return graded.length === 0
      ? []
      : [...difficultyHistogram(material, graded), ...difficultyDepths(material, graded)];
  },
};

function difficultyHistogram(material: CoseeMaterial, graded: readonly RunRecord[]): Drawing[] {
  const own = graded.filter(({ config }) => config.task === graded[0].config.task);
  const rows = ['vanilla', 'cosee-energy'].flatMap((method) => {
    const run = own.find(({ config }) => config.method === method);
    return run ? histogramRows(material, run) : [];
  });
  const { task } = graded[0].config;
  const title = `Where examples of each true difficulty leave at about ${TABLE_SPEED_UP}x, ${task}`;
  const options = { ...optionsOf(material, 'ablation', seedOf(graded[0])), title };
  return [{ name: 'fig-1-difficulty', rows, spec: exitHistogram(rows, options) }];
}

function histogramRows({ difficultiesOf, labelsOf }: CoseeMaterial, run: RunRecord): ExitShareRow[] {
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

function difficultyDepths(material: CoseeMaterial, graded: readonly RunRecord[]): Drawing[] {
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
  const options = { ...optionsOf(material, 'ablation', seeds), title };
  return [{ name: 'fig-1-depths', rows, spec: exitDepthCurves(rows, options) }];
}

const fig3: CoseeFigure = {
  title: 'Fig. 3: the energy before and after normalisation',
  needs: 'ablation',
  draw(material) {
    const run = firstOf(material, 'ablation', 'cosee-energy');
    if (!run) return [];
    const { depths } = run.evaluation;
    const shown = [1 / 6, 1 / 2, 5 / 6].map(
      (part) => depths[Math.max(0, Math.round(part * depths.length) - 1)],
    );
    const rows = [plainEnergy, energy].flatMap((signal) =>
      scoreHistogram(run.evaluation, signal, shown, 30).map((bin) => ({
        ...bin,
        signal: signal === energy ? 'normalised energy (0 to 1)' : `${signal.name} (nats)`,
      })),
    );
    const title = `The energy at three exits, COSEE on ${run.config.task}`;
    const options = { ...optionsOf(material, 'ablation', seedOf(run)), title };
    return [{ name: 'fig-3', rows, spec: scoreHistograms(rows, options) }];
  },
};

/** Scores at speed-ups, a panel for each task. */
const curvesFigure = (
  about: Pick<CoseeFigure, 'title'> & { readonly needs: string },
  name: string,
  title: string,
  rowsOf: (evidence: CoseeEvidence) => readonly ScoreRow[],
): CoseeFigure => ({
  ...about,
  draw: (material) =>
    taskCurves(material, about.needs, rowsOf(material.evidence), { name, title, draw: speedUpCurves }),
});

const fig4 = curvesFigure(
  { title: 'Fig. 4: the ablation with the energy', needs: 'ablation' },
  'fig-4',
  'Sample weighting and calibration, exits decided by the energy',
  ({ speeds }) => speeds,
);

/** The ablation with another signal, and COSEE with the energy beside it. */
const signalFigure = (figure: string, signal: string, title: string): CoseeFigure =>
  curvesFigure(
    { title: `Fig. ${figure}: the ablation with the ${title}`, needs: 'signal-parts' },
    `fig-${figure}`,
    `Sample weighting and calibration, exits decided by the ${title}`,
    ({ signals }) => {
      const own = signals.filter(
        ({ method }) => method.endsWith(`-${signal}`) || method.endsWith(` by ${signal}`),
      );
      if (own.length === 0) return [];
      return [...own, ...signals.filter(({ method }) => method === 'cosee-energy')].map((row) => ({
        ...row,
        method: undecided(row.method),
      }));
    },
  );

const signalsFigure = curvesFigure(
  { title: 'Beyond Fig. 8 and 9: the three signals', needs: 'signals' },
  'signals',
  'COSEE with each signal, and vanilla decided by the energy',
  ({ signals }) =>
    signals
      .filter(({ method }) => method.startsWith('cosee-') || method === 'vanilla by energy')
      .map((row) => ({ ...row, method: undecided(row.method) })),
);

const togetherFigure = curvesFigure(
  { title: "Beyond both papers: SWEET's routing with COSEE's weighting", needs: 'together' },
  'together',
  "SWEET's routing of gradients and COSEE's weighting of samples",
  ({ together }) => together,
);

const fig5: CoseeFigure = {
  title: 'Fig. 5: difficulty inversion score',
  needs: 'ablation',
  draw(material) {
    const { stored, difficultiesOf } = material;
    const { found } = stored.ablation;
    const graded = found.filter((run) => difficultiesOf(run).length > 0);
    return [
      ...heatmap(material, found, () => exitLoss, 'fig-5'),
      ...heatmap(material, graded, (run) => trueDifficulty(difficultiesOf(run)), 'fig-5-true-difficulty'),
    ];
  },
};

function heatmap(
  material: CoseeMaterial,
  runs: readonly RunRecord[],
  difficultyOf: (run: RunRecord) => DifficultyMeasure,
  name: string,
): Drawing[] {
  if (runs.length === 0) return [];
  const all: DefinedSummary[] = inversionRows(runs, energy, difficultyOf);
  const last = largestOf(all.map(({ x }) => x));
  const rows = all.filter(({ x }) => x < last);
  const title = `How well does the energy rank difficulty? By ${difficultyOf(runs[0]).title}`;
  const options = { ...optionsOf(material, 'ablation', runs.flatMap(seedOf)), title };
  return [{ name, rows, spec: inversionHeatmap(rows, options) }];
}

const fig6: CoseeFigure = {
  title: 'Fig. 6: training curves',
  needs: 'ablation',
  lack: 'the steps of its runs are not kept here',
  draw(material) {
    const curves = material.evidence.curves.filter(({ method }) => PARTS.includes(method));
    if (curves.length === 0) return [];
    const rows = curves.flatMap(({ steps, losses, ...run }) =>
      steps.map((step, i) => ({ ...run, step, loss: losses[i] })),
    );
    const options = optionsOf(material, 'ablation', curves);
    return [{ name: 'fig-6', rows, spec: convergenceCurves(curves, options) }];
  },
};

const fig7: CoseeFigure = {
  title: 'Fig. 7: where training and development examples leave',
  needs: 'consistency',
  lack: 'its runs have not been read over training examples',
  draw(material) {
    const [read] = material.readTwice;
    if (!read) return [];
    const { run, training } = read;
    const labels = material.labelsOf(run);
    const rows = [...DISTRIBUTION_SPEED_UPS].flatMap((wanted) => {
      const { threshold, speedUp } = nearest(run, wanted);
      const column = thresholdText(threshold, speedUp);
      return [
        ...shares(training, [energy, threshold], labels, { column, row: 'training' }),
        ...shares(run.evaluation, [energy, threshold], labels, { column, row: 'development' }),
      ];
    });
    const title = `Where training and development examples leave, COSEE on ${run.config.task}`;
    const options = { ...optionsOf(material, 'consistency', seedOf(run)), title };
    return [{ name: 'fig-7', rows, spec: exitHistogram(rows, options) }];
  },
};

/** In the paper's order; what is beyond a figure stands beside it. */
export const coseeFigures: readonly CoseeFigure[] = [
  fig1,
  fig1Difficulty,
  fig3,
  fig4,
  ...coseeTables.slice(0, 2),
  fig5,
  fig6,
  fig7,
  signalFigure('8', 'entropy', 'entropy'),
  signalFigure('9', 'softmax', 'softmax score'),
  signalsFigure,
  ...coseeTables.slice(2),
  togetherFigure,
];
