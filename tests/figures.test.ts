import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import { PNG } from 'pngjs';
import type { Config, TopLevelSpec } from 'vega-lite';
import type {
  ConflictRow,
  ConstantsRow,
  DefinedSummary,
  DifficultyRow,
  DrawnStep,
  LossCurve,
  LossRow,
  RateBesideRow,
  SummaryRow,
} from '../src/analysis';
import { published, publishedScores } from '../src/analysis';
import { LabError } from '../src/errors';
import { type ConflictStep, parameterRows, profile } from '../src/experiments';
import {
  averageCurve,
  blockTimeCurve,
  clockCurves,
  conflictCurves,
  conflictHeatmap,
  constantsTable,
  convergenceCurves,
  type DifferenceRow,
  dataSizeCurves,
  difficultyCurves,
  type ExitDepthRow,
  type ExitShareRow,
  exitDepthCurves,
  exitHistogram,
  gainCurves,
  individualExitsTable,
  inversionHeatmap,
  learningRatesTable,
  parametersTable,
  renderPng,
  renderSvg,
  type SignalBin,
  saveFigure,
  scoreHistograms,
  sizeCurves,
  speedUpCurves,
  systemsTable,
  thresholdDraws,
  toCsv,
  tradeoffCurve,
  trainingCurves,
  wiringCurves,
} from '../src/figures';
import { gainDots } from '../src/figures/gainDots';
import { gainHeatmap } from '../src/figures/gainHeatmap';
import { ownConstantsTable } from '../src/figures/ownConstantsTable';
import { policiesTable } from '../src/figures/policiesTable';
import { rankingsTable } from '../src/figures/rankingsTable';
import { sizeOf } from '../src/figures/render';
import { FIELD_YARDSTICKS, yardsticksTable } from '../src/figures/yardsticksTable';
import { writeAtomically } from '../src/files';
import { projectRoot } from '../src/paths';
import { temporaryFolder } from './support/store';

// Invented numbers, the same every time. The stored drawings are examples as well as tests: after a change that is
// meant, look at the new ones and store them with EARLY_EXIT_STORE_FIGURES=1.
const options = { setting: 'Invented numbers, exits after blocks 1, 4, 6 and 12', seeds: [1, 2, 3] };

const cosines: readonly [block: number, first: number, second: number, cosine: number | null][] = [
  [1, 1, 4, 0.08],
  [1, 1, 6, 0.02],
  [1, 1, 12, -0.05],
  [1, 4, 6, 0.41],
  [1, 4, 12, -0.3],
  [1, 6, 12, 0.72],
  [4, 4, 6, 0.12],
  [4, 4, 12, 0.06],
  [4, 6, 12, -0.95],
  [6, 6, 12, null],
];
const conflict: ConflictRow[] = cosines.map(([block, first, second, cosine]) => ({
  block,
  first,
  second,
  cosine,
  rows: 128,
}));

const tables: SummaryRow[] = [
  ...publishedScores(published({ paper: 'SWEET', table: '1', size: 'BASE' }), 'SWEET Table 1, BERT-base'),
  ...publishedScores(published({ paper: 'SWEET', table: '1', size: 'LARGE' }), 'SWEET Table 1, BERT-large'),
];

const curve = (
  method: string,
  task: string,
  from: number,
  to: number,
  costs: readonly number[],
): SummaryRow[] =>
  costs.map((x, i) => {
    const mean = from + (to - from) * Math.sqrt(x / costs[costs.length - 1]);
    const half = 0.03 / (i + 1);
    return { method, task, x, n: 3, mean, sd: half / 2, low: mean - half, high: mean + half };
  });
const costs = [1 / 12, 1 / 4, 1 / 2, 3 / 4, 1];
const curves = (task: string, shift: number): SummaryRow[] => [
  ...curve('multi-model', task, 0.58 + shift, 0.8 + shift, [...costs, 5 / 4, 13 / 8]),
  ...curve('early-exit', task, 0.5 + shift, 0.79 + shift, costs),
  ...curve('sweet', task, 0.57 + shift, 0.77 + shift, costs),
  ...curve('a new method', task, 0.6 + shift, 0.7 + shift, costs),
];
const measured = [0.1, 0.2, 0.4, 0.9].map((x) => ({
  ...{ method: 'sweet', task: 'average', seed: 7, x, score: 0.56 + 0.2 * x },
}));
const perTask = ['sst-2', 'cola', 'mrpc', 'rte'].flatMap((task, i) => curves(task, -0.1 * i));

const losses: LossRow[] = ['multi-model', 'early-exit', 'sweet'].flatMap((method, m) =>
  [1, 2].flatMap((seed) =>
    [1, 4, 6, 12].flatMap((exit) =>
      Array.from({ length: 20 }, (_, i) => ({
        method,
        task: 'sentiment',
        seed,
        exit,
        step: 10 * i + 5,
        loss: 0.7 - (0.02 * exit * i) / (i + 4) + 0.01 * seed + 0.01 * m + 0.02 * (i % 2),
        classes: 2,
      })),
    ),
  ),
);

const difficulties: DifficultyRow[] = ['multi-model', 'early-exit', 'sweet'].flatMap((method, m) =>
  [1, 4, 6, 12].flatMap((x, e) =>
    [1, 2, 3, 4, 5].map((difficulty) => {
      const mean = 0.97 - 0.01 * m - (difficulty - 1) * (0.11 - 0.025 * e);
      return {
        method,
        task: 'average',
        x,
        difficulty,
        n: 3,
        mean,
        sd: 0.012,
        low: mean - 0.03,
        high: mean + 0.03,
      };
    }),
  ),
);

const along: ConflictStep[] = ['early-exit', 'sweet'].flatMap((method) =>
  [50, 100, 200, 400].flatMap((step) =>
    conflict.map((row) => ({
      ...row,
      method,
      task: 'inference',
      seed: 1,
      step,
      batch: 1,
      size: 16,
      run: 'r',
      itself: 0.9,
      cosine: row.cosine === null || method === 'sweet' ? null : row.cosine * Math.exp(-step / 400),
    })),
  ),
);

const rates: RateBesideRow[] = ['multi-model', 'early-exit', 'sweet'].flatMap((method, m) => [
  { method, task: 'sentiment', ours: [5e-4, 2e-4, 1e-3][m], paperTask: 'sst-2', paper: 5e-5 },
  { method, task: 'mrpc', ours: 3e-5, paperTask: 'mrpc', paper: [3e-5, 5e-5, 4e-5][m] },
  { method, task: 'a task of mine', ours: 1e-4, paperTask: null, paper: null },
]);

const draws: DrawnStep[] = Array.from({ length: 40 }, (_, i) => {
  const [lowest, highest] = [0.3 - 0.006 * i, 0.34 + 0.001 * i];
  const [from, to] = i < 20 ? [0, 1] : [0.18, 0.36];
  return {
    step: i + 1,
    epoch: i < 20 ? 1 : 2,
    signal: 'energy',
    lowest,
    highest,
    thresholds: [from + 0.1 * (to - from), to - ((i % 7) / 9) * (to - from)],
  };
});

const gains: DifferenceRow[] = [
  'routing by itself',
  'weighting by itself',
  'both',
  'if they added up',
].flatMap((name, k) =>
  [1, 2, 3, 4, 5, 6].map((x) => {
    const mean = [0.02 / x, 0.01 * (x - 3), 0.008 * (x - 2), 0.02 / x + 0.01 * (x - 3)][k];
    return { name, x, mean: k === 0 && x === 6 ? null : mean, low: mean - 0.012, high: mean + 0.012 };
  }),
);

const wiring: DifferenceRow[] = [
  'one pooler per exit, rows at random',
  'one pooler for all, rows at random',
].flatMap((name, k) =>
  [1, 4, 6, 12].map((x) => ({
    name,
    x,
    mean: 0.03 - 0.004 * x + 0.01 * k,
    low: -0.004 * x,
    high: 0.06 - 0.004 * x,
  })),
);

const everyBlock = { ...options, setting: 'Invented numbers, an exit after every block' };
const ablation = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

const speedUps: SummaryRow[] = ['sst-2', 'mrpc'].flatMap((task, t) =>
  ablation.flatMap((method, m) =>
    [1, 1.5, 2, 3, 4, 6].map((x) => {
      const mean = 0.9 - 0.05 * t - (0.06 - 0.01 * m) * (x - 1);
      return { method, task, x, n: 3, mean, sd: 0.01, low: mean - 0.02, high: mean + 0.02 };
    }),
  ),
);

const shares: ExitShareRow[] = ['training', 'development'].flatMap((row, r) =>
  [0.1, 0.2].flatMap((threshold, t) =>
    ['negative', 'positive'].flatMap((group, g) =>
      [1, 2, 3, 4, 5, 6].map((depth) => ({
        ...{ row, column: `τ = ${threshold}`, group, depth },
        share: (depth === 6 ? 6 : 7 + r + g) / 2 ** (t ? depth : 7 - depth) / 8,
      })),
    ),
  ),
);

const bins: SignalBin[] = ['energy before normalisation (nats)', 'normalised energy (0 to 1)'].flatMap(
  (signal, s) =>
    [2, 6, 10].flatMap((depth) =>
      Array.from({ length: 20 }, (_, b) => {
        const centre = s ? 6 : 20 - 1.6 * depth;
        const [low, high] = s ? [b / 60, (b + 1) / 60] : [b / 2 - 9, b / 2 - 8.5];
        return {
          signal,
          between: s ? 0.05 : 0.6,
          depth,
          low,
          high,
          share: Math.exp(-((b - centre) ** 2) / 12) / 6,
        };
      }),
    ),
);

const inversion: DefinedSummary[] = ['sst-2', 'qnli'].flatMap((task, t) =>
  ablation.flatMap((method, m) =>
    [1, 2, 3, 4, 5].map((x) => {
      const mean = t === 1 && m === 0 && x === 1 ? null : 0.45 + 0.1 * x + 0.01 * m;
      return { method, task, x, n: 3, seeds: 3, mean, sd: 0.01, low: null, high: null };
    }),
  ),
);

const falling: LossCurve[] = ['sst-2', 'qnli'].flatMap((task, t) =>
  ablation.flatMap((method, m) =>
    [1, 2].map((seed) => {
      const steps = Array.from({ length: 20 }, (_, i) => 10 * i + 5);
      const losses = steps.map(
        (step) => 0.7 - (0.3 + 0.04 * m) * (step / (step + 60)) + 0.01 * seed + 0.05 * t,
      );
      const run = `${method}-${task}-${seed}`;
      return { run, method, task, seed, steps, losses, heldOut: losses[19] + 0.05 };
    }),
  ),
);

const leaving: ExitDepthRow[] = ['sentiment', 'inference'].flatMap((task, t) =>
  ablation.flatMap((method, m) =>
    [1, 2, 3, 4, 5].map((difficulty) => ({
      ...{ method, task, difficulty, examples: 200 },
      depth: 4 + (0.3 + 0.1 * m) * difficulty - 0.5 * t,
    })),
  ),
);

const scored = [
  ['sentiment', 'accuracy'],
  ['paraphrase', 'accuracy'],
  ['paraphrase', 'f1'],
  ['average', 'first metrics'],
] as const;
const systems = scored.flatMap(([task, metric], t) =>
  (
    [
      ['encoder', 1, 0.91],
      ['half-encoder', 2, 0.87],
      ['berxit', 2, 0.88],
      ['vanilla', 2, 0.882],
      ['cosee-energy', 2, 0.9],
    ] as const
  ).map(([method, x, score]) => {
    const mean = score - 0.02 * t;
    return { method, task, metric, x, n: 3, mean, sd: 0.006, low: null, high: null };
  }),
);
const ownSystems = { title: 'Here, test examples', rows: systems, absent: ['pabee', 'ztw'] };
const table2 = { title: 'As published, Table 2', cells: published({ paper: 'COSEE', table: '2' }) };

const constants: ConstantsRow[] = [0.01, 0.1].flatMap((alpha, a) =>
  [1, 10].flatMap((beta0, b) =>
    ['sentiment', 'inference'].map((task, t) => ({
      ...{ task, alpha, beta0, learningRate: 5e-4, batch: 32, seeds: 1 },
      ...{ choice: 0.8, report: 0.8 + 0.01 * a - 0.02 * b + 0.03 * t, chosen: a === 1 && b === t },
    })),
  ),
);

/** Two differences at three training sizes; one of them has no interval. */
const bySize = [1000, 2000, 6000].flatMap((x, i) => [
  { name: 'sharing costs the first exit', x, mean: 0.08 - 0.02 * i, low: 0.05 - 0.02 * i, high: 0.1 },
  { name: 'routing costs the last exit', x, mean: 0.01 + 0.03 * i, low: null, high: null },
]);

/** Two batch sizes at three thresholds; one has no prediction. */
const clocked = [1, 32].flatMap((batch, i) =>
  [1.2, 2, 3.5].map((theory) => {
    const clock = theory ** (0.7 + 0.2 * i);
    return { batch, theory, clock, predicted: i === 0 ? null : clock + 0.1 };
  }),
);

/** The exit at the third size is below what can be measured. */
const blocks = [1, 4, 32].map((examples, i) => ({
  ...{ examples, block: (2 + examples) / 1e4, check: i === 2 ? -1e-5 : 1e-4, embedding: 1e-4 },
}));

/** Two ideas at two speed-ups or exits; the first has intervals that leave out 0. */
const overVanilla = ['pabee', 'cosee-energy'].flatMap((method, m) =>
  [1, 2].map((x, i) => ({
    ...{ method, task: 'average', x, mean: 0.03 * (i - m) },
    ...(m === 0 ? { low: 0.03 * i - 0.01, high: 0.03 * i + 0.02 } : { low: null, high: null }),
  })),
);
const held = { task: 'average', n: 3, sd: 0.01, low: 0.8, high: 0.9 };
const byYardstick = FIELD_YARDSTICKS.map((yardstick, i) => ({
  ...{ ...held, method: 'vanilla', seeds: 3, yardstick, mean: i < 4 ? 0.8 + 0.01 * i : 2 },
}));
const byRule = ['energy', 'patience', 'geometric mean of the exits reached'].map((policy, i) => ({
  ...{ ...held, method: 'vanilla', policy: `${policy}, thresholds at quantiles of its scores` },
  ...{ x: 2, mean: 0.8 + 0.01 * i },
}));
const orders = [{ against: 'COSEE, Table 2', systems: 9, rho: 0.61, low: 0.2, high: 0.83 }];
const ofBeta = [0.1, 0.5].map((value, i) => ({
  ...{ method: 'palbert', task: 'sentiment', constant: 'beta', value, seeds: 1 },
  ...{ choice: 0.7 + 0.1 * i, report: 0.7 },
}));

const figures: { readonly [name: string]: TopLevelSpec } = {
  'gain-dots': gainDots(overVanilla, { baseline: 'Vanilla', by: 2 }, everyBlock),
  'gain-heatmap': gainHeatmap(overVanilla, 'Vanilla', everyBlock),
  'yardsticks-table': yardsticksTable(byYardstick, everyBlock),
  'policies-table': policiesTable(byRule, 2, everyBlock),
  'rankings-table': rankingsTable(orders, everyBlock),
  'own-constants-table': ownConstantsTable(ofBeta, { ...everyBlock, seeds: [1] }),

  'conflict-heatmap': conflictHeatmap(conflict, options),
  'individual-exits-table': individualExitsTable(tables, {
    setting: 'As printed, mean over seven tasks',
    seeds: [1, 2, 3],
  }),
  'tradeoff-curve': tradeoffCurve(perTask, options),
  'average-curve': averageCurve(curves('average', 0), options),
  'average-curve-of-one-seed': averageCurve(
    curves('average', 0).map((row) => ({ ...row, n: 1, sd: null, low: null, high: null })),
    { ...options, seeds: [7], title: 'A title of its own', chance: { a: 0.55, b: 0.58 }, measured },
  ),
  'average-curve-with-diverged-runs': averageCurve(curves('average', 0), { ...options, diverged: 2 }),
  'data-size-curves': dataSizeCurves(
    [60_000, 500].flatMap((trainSize) =>
      curves('inference', trainSize / 1e6).map((row) => ({ ...row, trainSize })),
    ),
    options,
  ),
  'conflict-curves': conflictCurves(along, { ...options, seeds: [1] }),
  'learning-rates-table': learningRatesTable(rates, options),
  'difficulty-curves': difficultyCurves(difficulties, { ...options, chance: { sentiment: 0.5 } }),
  'gain-curves': gainCurves(gains, { ...options, seeds: [1] }),
  'size-curves': sizeCurves(bySize, { ...options, seeds: [1, 2, 3] }),
  'clock-curves': clockCurves(clocked, { ...options, seeds: [1] }),
  'block-time-curve': blockTimeCurve(blocks, { ...options, seeds: [1] }),
  'wiring-curves': wiringCurves(wiring, { ...options, seeds: [1] }),
  'threshold-draws': thresholdDraws(draws, { ...options, seeds: [1] }),
  'speed-up-curves': speedUpCurves(speedUps, everyBlock),
  'exit-histogram': exitHistogram(shares, { ...everyBlock, seeds: [1] }),
  'score-histograms': scoreHistograms(bins, { ...everyBlock, seeds: [1] }),
  'inversion-heatmap': inversionHeatmap(inversion, everyBlock),
  'convergence-curves': convergenceCurves(falling, { ...everyBlock, seeds: [1, 2] }),
  'exit-depth-curves': exitDepthCurves(leaving, everyBlock),
  'systems-table': systemsTable(ownSystems, table2, everyBlock),
  'parameters-table': parametersTable(
    parameterRows(profile('quick')),
    published({ paper: 'COSEE', table: '4' }),
    everyBlock,
  ),
  'constants-table': constantsTable(constants, { ...everyBlock, seeds: [1] }),
  'training-curves': trainingCurves(losses, { ...options, seeds: [1, 2] }),
};

/** Two drawings, and where they part: whole ones are too long to print. */
function assertSame(drawn: string, expected: string, what: string): void {
  const at = [...drawn].findIndex((character, i) => character !== expected[i]);
  if (drawn === expected) return;
  assert.fail(
    `${what}: differs at ${at}: ...${drawn.slice(at - 60, at + 60)}... for ...${expected.slice(at - 60, at + 60)}...`,
  );
}

/** What JupyterLab gives a figure in its dark theme, vega-themes' "dark": it yields to what the figure says itself. */
const dark: Config = {
  background: '#333',
  view: { stroke: '#888' },
  title: { color: '#fff', subtitleColor: '#fff' },
  style: { 'guide-label': { fill: '#fff' }, 'guide-title': { fill: '#fff' } },
  axis: { domainColor: '#fff', gridColor: '#888', tickColor: '#fff' },
};

interface Mark {
  readonly type: string;
  readonly marks?: readonly Mark[];
  readonly encode?: { readonly update?: { readonly tooltip?: unknown } };
}

/** The marks of a compiled figure, those in groups too. */
function marksOf({ marks = [] }: { readonly marks?: unknown }): Mark[] {
  return (marks as readonly Mark[]).flatMap((mark) => [mark, ...marksOf(mark)]);
}

const stored = join(projectRoot(), 'tests', 'figures');

describe('figures', () => {
  for (const [name, spec] of Object.entries(figures)) {
    it(`${name} is drawn as stored, without a warning`, async (t) => {
      const warn = t.mock.method(console, 'warn', () => undefined);
      const svg = await renderSvg(spec);
      assertSame(await renderSvg(spec), svg, 'drawn twice');
      assert.deepEqual(
        warn.mock.calls.map((call) => call.arguments),
        [],
      );
      const file = join(stored, `${name}.svg`);
      if (process.env.EARLY_EXIT_STORE_FIGURES) writeAtomically(file, [svg]);
      assert.ok(existsSync(file), `${file} is missing: look at the drawing and store it`);
      assertSame(svg, readFileSync(file, 'utf8'), file);
    });
  }

  it('look the same on a page with a dark theme, which colours what a figure leaves unsaid', async () => {
    const { mergeConfig } = await import('vega');
    for (const [name, spec] of Object.entries(figures)) {
      const themed = { ...spec, config: mergeConfig({}, dark, spec.config ?? {}) };
      assertSame(await renderSvg(themed), await renderSvg(spec), `${name} on a dark page`);
    }
  });

  it('tell their values under the pointer, but for a line or an area, which would tell its first', async () => {
    const { compile } = await import('vega-lite');
    for (const [name, spec] of Object.entries(figures)) {
      const marks = marksOf(compile(structuredClone(spec)).spec);
      const telling = marks.filter(({ encode }) => encode?.update?.tooltip).map(({ type }) => type);
      assert.ok(telling.length > 0, `${name}: no mark has a tooltip`);
      assert.ok(!telling.includes('line') && !telling.includes('area'), `${name}: ${telling}`);
    }
  });

  it('are not wider than a page', async () => {
    const wide = [1, 2, 3, 4, 5].flatMap((block) =>
      [1, 2, 3, 4, 5].flatMap((first) =>
        [2, 3, 4, 5].map((second) => ({ block, first, second, cosine: 0.1, rows: 8 })),
      ),
    );
    const all = { ...figures, 'five blocks': conflictHeatmap(wide, options) };
    for (const [name, spec] of Object.entries(all)) {
      const { width } = sizeOf(await renderSvg(spec));
      assert.ok(width <= 1000, `${name} is ${width} px wide`);
    }
  });

  it('have equal axes in panels that are compared', async () => {
    for (const name of ['data-size-curves', 'difficulty-curves', 'training-curves', 'conflict-curves']) {
      const spec = JSON.stringify(figures[name]);
      const domains = [
        ...spec.matchAll(/"y":\{"type":"quantitative","title":"[^"]*","scale":(\{"domain":[^}]*\})/g),
      ];
      assert.ok(domains.length > 2, name);
      assert.equal(new Set(domains.map(([, domain]) => domain)).size, 1, name);
    }
  });

  it('say which curves coincide', () => {
    const same = ['sweet', 'early-exit'].flatMap((method) => curve(method, 'sst-2', 0.5, 0.7, costs));
    const subtitle = (rows: SummaryRow[]) => JSON.stringify(averageCurve(rows, options).title);
    assert.match(subtitle(same), /Early-Exit and SWEET coincide|SWEET and Early-Exit coincide/);
    assert.doesNotMatch(subtitle(curves('sst-2', 0)), /coincide/);
  });

  it('leave the rows as they were', async () => {
    const values = [{ x: 1, y: 2 }];
    const encoding = {
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'y', type: 'quantitative' },
    } as const;
    await renderSvg({ data: { values }, mark: 'point', encoding });
    assert.deepEqual(Reflect.ownKeys(values[0]), ['x', 'y']);
  });

  it('no drawing is stored that no figure makes', () => {
    assert.deepEqual(
      readdirSync(stored).sort(),
      Object.keys(figures)
        .map((name) => `${name}.svg`)
        .sort(),
    );
  });

  it('text stays text, and says what, where and how often', async () => {
    const svg = await renderSvg(figures['tradeoff-curve']);
    const texts = [...svg.matchAll(/<t(?:ext|span)[^>]*>([^<]*)/g)].map((match) => match[1]);
    for (const text of ['Multi-Model', 'SWEET', 'a new method', 'cola', 'score (%)', options.setting])
      assert.ok(texts.includes(text), `expected the text '${text}'`);
    assert.ok(texts.some((text) => text.includes('3 seeds (1, 2, 3)') && text.includes('95% interval')));
    assert.match(
      svg,
      /^<svg [^>]*><desc>[^<]*smaller is faster[^<]*<\/desc>/,
      'the caption, for who cannot see it',
    );
  });

  it('the PNG has the words too: the shipped font is found', async () => {
    const svg = await renderSvg(figures['conflict-heatmap']);
    const wordless = svg.replace(/<text.*?<\/text>/g, '');
    const [png, empty] = [await renderPng(svg), await renderPng(wordless)];
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.ok(png.length > 2 * empty.length, `${png.length} bytes with words, ${empty.length} without`);
  });

  it('the PNG has the pixels that Resvg draws, in at most three quarters of its bytes', async () => {
    const svg = (await renderSvg(figures['conflict-heatmap'])).replace(/<text.*?<\/text>/g, '');
    const theirs = new Resvg(svg, { background: 'white', fitTo: { mode: 'zoom', value: 2 } }).render();
    const png = await renderPng(svg);
    const { width, height, data } = PNG.sync.read(png);
    assert.deepEqual([width, height], [theirs.width, theirs.height]);
    assert.ok(data.equals(theirs.pixels));
    assert.ok(png.length < 0.75 * theirs.asPng().length, `${png.length} of ${theirs.asPng().length} bytes`);
  });

  it('a figure lies on disk in four forms', async (t) => {
    const before = process.env.EARLY_EXIT_FIGURES;
    process.env.EARLY_EXIT_FIGURES = temporaryFolder(t);
    t.after(() => {
      if (before === undefined) delete process.env.EARLY_EXIT_FIGURES;
      else process.env.EARLY_EXIT_FIGURES = before;
    });
    const { files, svg, png } = await saveFigure('conflict', figures['conflict-heatmap'], conflict);
    const [svgFile, pngFile, jsonFile, csvFile] = files;
    assert.deepEqual(readdirSync(process.env.EARLY_EXIT_FIGURES).length, 4);
    assert.equal(readFileSync(svgFile, 'utf8'), svg);
    assert.deepEqual(readFileSync(pngFile), png);
    assert.equal(await renderSvg(JSON.parse(readFileSync(jsonFile, 'utf8'))), svg);
    assert.equal(readFileSync(csvFile, 'utf8').split('\r\n')[10], '6,6,12,,128');
    await assert.rejects(saveFigure('../elsewhere', figures['conflict-heatmap'], conflict), LabError);
  });

  it('CSV: every column that occurs, quotes where needed, nothing for null', () => {
    const rows = [
      { a: 'x,"y"', b: null },
      { a: 'two\nlines', c: 0.5 },
    ];
    assert.equal(toCsv(rows), 'a,b,c\r\n"x,""y""",,\r\n"two\nlines",,0.5\r\n');
    assert.equal(toCsv([]), '');
  });
});
