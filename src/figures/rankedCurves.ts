import type { TopLevelSpec } from 'vega-lite';
import { LENGTH_ALONE, type RankedSignal } from '../analysis/rankedSignals';
import { signalLooks } from './looks';
import { type FigureOptions, heading, seedsText } from './options';
import { panelTitle } from './panels';
import { referenceLayers } from './reference';

const CAPTION =
  'Of the pairs of examples of different difficulty, the share that is in the order of their difficulty: 50 is chance. ' +
  'Left: all pairs. Right: pairs of texts with equally many words, where length says nothing. Bands: 95% over seeds.';

const names = ['energy', 'entropy', LENGTH_ALONE];
const colours = [signalLooks.energy.colour, signalLooks.entropy.colour, '#000000'];

/** How well signals and the length alone rank the true difficulty: a panel for all pairs and one at equal length. */
export function rankedCurves(rows: readonly RankedSignal[], options: FigureOptions): TopLevelSpec {
  const values = rows.map((row) => ({
    ...row,
    ...{ score: 100 * row.mean, from: 100 * (row.low ?? row.mean), to: 100 * (row.high ?? row.mean) },
  }));
  const panels = [...new Set(rows.map(({ pairs }) => pairs))];
  return {
    ...heading('Which number knows the difficulty?', CAPTION, options, seedsText(options.seeds)),
    spacing: 30,
    hconcat: panels.map((pairs) => ({
      ...{ title: panelTitle(pairs), width: 320, height: 220 },
      ...layers(values.filter((row) => row.pairs === pairs)),
    })),
  };
}

function layers(values: readonly object[]) {
  const domain: [number, number] = [40, 100];
  const scale = { domain, nice: false as const };
  const y = { type: 'quantitative', title: 'pairs in order (%)', scale } as const;
  const color = {
    field: 'name',
    type: 'nominal',
    title: null,
    scale: { domain: names, range: colours },
    legend: { orient: 'top', symbolOpacity: 1, symbolType: 'stroke', symbolSize: 300 },
  } as const;
  const x = { field: 'x', type: 'quantitative', title: 'exit after block', axis: { format: 'd' } } as const;
  return {
    layer: [
      {
        data: { values: [...values] },
        encoding: { x, color },
        layer: [
          {
            mark: { type: 'area', opacity: 0.13, clip: true },
            encoding: { y: { ...y, field: 'from' }, y2: { field: 'to' } },
          },
          {
            mark: { type: 'line', strokeWidth: 2, point: { size: 35 } },
            encoding: { y: { ...y, field: 'score' } },
          },
        ],
      },
      ...referenceLayers(50, 'chance', domain, 'left'),
    ],
  } satisfies Partial<TopLevelSpec>;
}
