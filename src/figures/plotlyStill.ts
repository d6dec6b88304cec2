import type { Data, Layout } from 'plotly.js-dist';
import type { TopLevelSpec } from 'vega-lite';
import { isObject } from '../files';
import { freeColours } from './looks';
import { heading } from './options';

/** The parts of a line in a Plotly figure that a picture needs. */
interface Line {
  readonly name: string;
  readonly colour: string;
  readonly dash: number[];
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
}

/** Plotly's dashes, as lengths of line and gap. */
const dashes: { readonly [name: string]: number[] | undefined } = {
  solid: [1, 0],
  dot: [2, 3],
  dash: [6, 4],
  longdash: [12, 4],
  dashdot: [6, 3, 2, 3],
  longdashdot: [12, 3, 2, 3],
};

const CAPTION =
  'A picture of a Plotly figure, drawn with Vega where Plotly cannot be: the same points and colours.';

/** A two-dimensional Plotly line figure as a Vega-Lite spec with equal points and colours. Null for other figures. */
export function plotlyStill(data: readonly Data[], layout: Partial<Layout>): TopLevelSpec | null {
  const lines = data.flatMap(asLine);
  if (lines.length < data.length) return null;
  const axis = (text: string) => ({ type: 'quantitative', title: text, scale: { zero: false } }) as const;
  const domain = lines.map(({ name }) => name);
  const name = { field: 'name', type: 'nominal', title: null } as const;
  return {
    ...heading(titleOf(layout), CAPTION, { setting: 'A picture of the interactive figure', seeds: '' }),
    width: 460,
    height: 280,
    data: {
      values: lines.flatMap(({ name, x, y }) => x.map((at, order) => ({ name, order, x: at, y: y[order] }))),
    },
    mark: { type: 'line', strokeWidth: 1.6, point: true },
    encoding: {
      x: { field: 'x', ...axis(titleOf(layout.xaxis)) },
      y: { field: 'y', ...axis(titleOf(layout.yaxis)) },
      order: { field: 'order', type: 'quantitative' },
      color: { ...name, scale: { domain, range: lines.map(({ colour }) => colour) } },
      strokeDash: { ...name, scale: { domain, range: lines.map(({ dash }) => dash) } },
    },
  };
}

function asLine(trace: Data, index: number): Line[] {
  if (trace.type !== 'scatter' || !Array.isArray(trace.x) || !Array.isArray(trace.y)) return [];
  const { name = `trace ${index}`, line, x, y } = trace;
  const colour = String(line?.color ?? freeColours[index % freeColours.length]);
  return [{ name, colour, dash: dashes[line?.dash ?? 'solid'] ?? [6, 4], x, y }];
}

/** The title of a figure or an axis; Plotly also accepts a string. */
function titleOf(titled: unknown): string {
  const title = isObject(titled) ? titled.title : '';
  return String((isObject(title) ? title.text : title) ?? '');
}
