/** The tables and figures of the SWEET paper, each from the finished runs of a profile. */
import {
  averageOverTasks,
  besidePublished,
  calibratedConfidence,
  learningRateRows,
  meanConflict,
  published,
  publishedScores,
  ratesBesidePublished,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
  wholeSeeds,
} from '../analysis';
import { type SweetEvidence, sweetEvidence, unsized } from '../claims';
import type { ConflictStep, Profile, StoredRuns } from '../experiments';
import { largestOf } from '../extremes';
import { exitCells, rateCells } from './besideCells';
import { conflictCurves } from './conflictCurves';
import { conflictHeatmap } from './conflictHeatmap';
import { averageCurve, dataSizeCurves, tradeoffCurve } from './curves';
import { individualExitsTable } from './individualExitsTable';
import { learningRatesTable } from './learningRatesTable';
import {
  countsText,
  type Drawing,
  optionsOf,
  type PaperFigure,
  type PaperMaterial,
  taskCurves,
} from './paperFigure';

/** What the figures of the paper are drawn from. */
export interface Material extends PaperMaterial<SweetEvidence> {
  /** The comparison on other encoders, where it is finished. */
  readonly others: readonly { readonly profile: Profile; readonly stored: StoredRuns }[];
}

type SweetFigure = PaperFigure<Material>;

const NO_OTHER_ENCODER = 'no finished comparison on another encoder';
const UNMEASURED = 'the gradients have not been measured';

const METHODS = ['multi-model', 'early-exit', 'sweet'];

/** Over the seeds that have everything, the mean over tasks; and whose task it is. */
function averaged(rows: readonly ScoreRow[]) {
  const whole = wholeSeeds(rows);
  const tasks = new Set(whole.map(({ task }) => task)).size;
  return {
    whole,
    over: `mean over ${tasks} task${tasks === 1 ? '' : 's'}`,
    average: averageOverTasks(whole),
  };
}

function meanCurve(
  material: Material,
  experiment: string,
  all: readonly ScoreRow[],
  name: string,
  title: string,
) {
  const { whole, average, over } = averaged(all);
  if (average.length === 0) return [];
  const rows = summariseSeeds(average);
  const options = optionsOf(material, experiment, whole);
  return [{ name, rows, spec: averageCurve(rows, { ...options, title: `${title}, ${over}` }) }];
}

/** Ours above the paper's own numbers. */
function exitsTable(
  material: Material,
  experiment: string,
  all: readonly ScoreRow[],
  { name, table, title }: { readonly name: string; readonly table: string; readonly title: string },
): Drawing[] {
  const { whole, average, over } = averaged(all);
  if (average.length === 0) return [];
  const cell = { paper: 'SWEET', table, model: 'BERT' };
  const sizes = ['BASE', 'LARGE'];
  const summary = summariseSeeds(average);
  const here: SummaryRow[] = summary.map((row) => ({ ...row, task: `Here, ${over}` }));
  const paper = sizes.flatMap((size) =>
    publishedScores(published({ ...cell, size }), `As published, Table ${table}, BERT-${size.toLowerCase()}`),
  );
  const beside = exitCells(besidePublished(summary, published({ ...cell, size: 'BASE' })));
  const rows = [...here, ...paper];
  const options = { ...optionsOf(material, experiment, whole), title };
  return [{ name, rows, beside, spec: individualExitsTable(rows, options) }];
}

const table1: SweetFigure = {
  title: 'Table 1: each exit alone',
  needs: 'comparison',
  draw: (material) =>
    exitsTable(material, 'comparison', material.evidence.exits, {
      name: 'table-1',
      table: '1',
      title: 'Each exit alone, beside Table 1',
    }),
};

const table2: SweetFigure = {
  title: 'Table 2: chosen learning rates',
  needs: 'learning-rates',
  draw(material) {
    const { profile, stored } = material;
    const { found } = stored['learning-rates'];
    const all = found.length === 0 ? [] : learningRateRows(found, calibratedConfidence);
    const tried = profile.learningRates.length;
    const whole = all.filter(({ method, task }) => {
      const own = all.filter((row) => row.method === method && row.task === task);
      return own.length === tried && new Set(own.map(({ seeds }) => seeds)).size === 1;
    });
    if (whole.length === 0) return [];
    const cell = { paper: 'SWEET', table: '2', model: 'BERT', size: 'BASE' };
    const rates = ratesBesidePublished(whole, published(cell));
    const seeds = countsText(whole.map((row) => row.seeds));
    const options = { ...optionsOf(material, 'learning-rates', []), seeds };
    const spec = learningRatesTable(rates, options);
    return [{ name: 'table-2', rows: whole, beside: rateCells(rates), spec }];
  },
};

const table3: SweetFigure = {
  title: 'Table 3: each exit alone, other encoders',
  needs: null,
  lack: NO_OTHER_ENCODER,
  draw({ others }) {
    const cell = { paper: 'SWEET', table: '3', model: 'DeBERTa' };
    const here = others.flatMap(({ profile, stored }) => {
      const { average, over } = averaged(sweetEvidence({ comparison: stored.found }).exits);
      return summariseSeeds(average).map((row) => ({ ...row, task: `${profile.title}, ${over}` }));
    });
    if (here.length === 0) return [];
    const paper = ['BASE', 'LARGE'].flatMap((size) =>
      publishedScores(published({ ...cell, size }), `As published, Table 3, DeBERTa-${size.toLowerCase()}`),
    );
    const rows = [...here, ...paper];
    const options = {
      setting: 'Other encoders, and DeBERTa as published',
      title: 'Each exit alone, other encoders',
    };
    return [
      {
        name: 'table-3',
        rows,
        spec: individualExitsTable(rows, { ...options, seeds: countsText(here.map(({ n }) => n)) }),
      },
    ];
  },
};

const table4: SweetFigure = {
  title: 'Table 4: each exit alone, trained with learning to exit',
  needs: 'learned-exits',
  draw: (material) =>
    exitsTable(material, 'learned-exits', material.evidence.learnedExits, {
      name: 'table-4',
      table: '4',
      title: 'Each exit alone, trained with learning to exit, beside Table 4',
    }),
};

/** Fig. 3 is of one batch, Fig. 9 of another. */
const heatmap = (figure: string, batch: number): SweetFigure => ({
  title: `Fig. ${figure}: similarity of the exits' gradients, batch ${batch}`,
  needs: 'conflicts',
  lack: UNMEASURED,
  draw(material) {
    const own = material.evidence.gradients.filter((row) => row.batch === batch);
    return METHODS.slice(1).flatMap((method) => {
      const all = own.filter((row) => row.method === method);
      const step = largestOf(all.map((row) => row.step));
      const last = all.filter((row) => row.step === step);
      const rows = meanConflict(last);
      const title = `Do the exits agree about a block? ${method === 'sweet' ? 'SWEET' : 'Early-Exit'} after ${step} steps`;
      const options = { ...optionsOf(material, 'conflicts', last), title };
      const name = `fig-${figure}-${method}`;
      return rows.length === 0 ? [] : [{ name, rows, spec: conflictHeatmap(rows, options) }];
    });
  },
});

const alongTraining: SweetFigure = {
  title: 'Beyond Fig. 3: similarity of the gradients along training',
  needs: 'conflicts',
  lack: UNMEASURED,
  draw(material) {
    const rows: readonly ConflictStep[] = material.evidence.gradients;
    if (rows.length === 0) return [];
    const options = optionsOf(material, 'conflicts', rows);
    return [{ name: 'fig-3-along-training', rows, spec: conflictCurves(rows, options) }];
  },
};

const fig4: SweetFigure = {
  title: 'Fig. 4: Multi-Model against Early-Exit',
  needs: 'comparison',
  draw(material) {
    const baselines = material.evidence.speeds.filter(({ method }) => method !== 'sweet');
    return meanCurve(material, 'comparison', baselines, 'fig-4', 'Multi-Model against Early-Exit');
  },
};

const fig5: SweetFigure = {
  title: 'Fig. 5: SWEET against both',
  needs: 'comparison',
  draw: (material) =>
    meanCurve(material, 'comparison', material.evidence.speeds, 'fig-5', 'Speed against accuracy'),
};

const fig6: SweetFigure = {
  title: 'Fig. 6: task by task',
  needs: 'comparison',
  draw: (material) =>
    taskCurves(material, 'comparison', material.evidence.speeds, {
      ...{ name: 'fig-6', title: 'Speed against accuracy, task by task', draw: tradeoffCurve },
    }),
};

const fig7: SweetFigure = {
  title: 'Fig. 7: learning to exit',
  needs: 'learned-exits',
  draw: (material) =>
    meanCurve(material, 'learned-exits', material.evidence.learnedSpeeds, 'fig-7', 'Learning to exit'),
};

const fig8: SweetFigure = {
  title: 'Fig. 8: growing training sets',
  needs: 'data-sizes',
  draw(material) {
    const all = material.evidence.sizes;
    if (material.evidence.trainSizes.length < 2) return [];
    const rows = summariseSeeds(all).map((row) => ({ ...row, ...unsized(row.method) }));
    const options = optionsOf(material, 'data-sizes', all);
    const title = `Speed against accuracy as the training set of ${material.profile.sizeTask} grows`;
    return [{ name: 'fig-8', rows, spec: dataSizeCurves(rows, { ...options, title }) }];
  },
};

const fig10: SweetFigure = {
  title: 'Fig. 5 and 10: other encoders',
  needs: null,
  lack: NO_OTHER_ENCODER,
  draw: ({ others }) =>
    others.flatMap(({ profile, stored }) => {
      const evidence = sweetEvidence({ comparison: stored.found });
      const material = { profile, stored: { comparison: stored }, evidence, others: [] };
      const title = 'Speed against accuracy on another encoder';
      return [
        ...meanCurve(material, 'comparison', evidence.speeds, `fig-5-${profile.name}`, title),
        ...taskCurves(material, 'comparison', evidence.speeds, {
          ...{ name: `fig-10-${profile.name}`, title: `${title}, task by task`, draw: tradeoffCurve },
        }),
      ];
    }),
};

/** In the paper's order; an appendix's figure stands beside the one that it repeats. */
export const sweetFigures: readonly SweetFigure[] = [
  heatmap('3', 1),
  heatmap('9', 2),
  alongTraining,
  table1,
  fig4,
  fig5,
  fig6,
  fig7,
  table4,
  fig8,
  table2,
  table3,
  fig10,
];
