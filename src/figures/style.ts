import type { Config } from 'vega-lite';
import { rememberedTitle } from '../methods/remembered';

/** How a method is drawn, wherever it is drawn. */
export interface MethodStyle {
  readonly name: string;
  readonly title: string;
  readonly colour: string;
  readonly shape: Shape;
}

/** Those that Vega and Plotly know under one name. */
type Shape = 'circle' | 'square' | 'diamond' | 'cross' | `triangle-${'up' | 'down' | 'left' | 'right'}`;

/** The systems of COSEE's tables that are not drawn as curves. */
const systems: readonly MethodStyle[] = [
  ['encoder', 'Whole encoder, one exit'],
  ['half-encoder', 'First half, one exit'],
  ['bert-base', 'BERT-base'],
  ['bert-6l', 'BERT-6L'],
  ['albert-base', 'ALBERT-base'],
  ['deebert', 'DeeBERT'],
  ['pabee', 'PABEE'],
  ['leebert', 'LeeBERT'],
  ['gpfee', 'GPFEE'],
  ['gaml-bert', 'GAML-BERT'],
  ['palbert', 'PALBERT'],
  ['disentangled-ee', 'DisentangledEE'],
  ['consistent-ee', 'ConsistentEE'],
].map(([name, title]) => ({ name, title, colour: '#999999', shape: 'circle' as const }));

/** In the order of the papers' tables. Colours of Okabe and Ito, told apart by colour-blind readers; shapes differ too. */
const known: readonly MethodStyle[] = [
  { name: 'multi-model', title: 'Multi-Model', colour: '#D55E00', shape: 'square' },
  { name: 'early-exit', title: 'Early-Exit', colour: '#0072B2', shape: 'circle' },
  { name: 'sweet', title: 'SWEET', colour: '#009E73', shape: 'triangle-up' },
  { name: 'vanilla', title: 'Vanilla', colour: '#666666', shape: 'circle' },
  ...parts('energy', '#CC79A7'),
  ...parts('entropy', '#0072B2'),
  ...parts('softmax', '#D55E00'),
  { name: 'cosee', title: 'COSEE', colour: '#CC79A7', shape: 'diamond' },
  { name: 'vanilla-sweet', title: 'Vanilla, routed as SWEET', colour: '#009E73', shape: 'triangle-up' },
  { name: 'cosee-energy-sweet', title: 'COSEE, routed as SWEET', colour: '#000000', shape: 'cross' },
  { name: 'berxit', title: 'BERxiT', colour: '#56B4E9', shape: 'triangle-down' },
  ...systems,
];

/** COSEE's ablation with a signal: the parts look alike whatever the signal, for they stand in figures of one signal. */
function parts(signal: string, colour: string): MethodStyle[] {
  return [
    { name: `swm-${signal}`, title: `+SWM, ${signal}`, colour: '#E69F00', shape: 'square' },
    { name: `osc-${signal}`, title: `+OSC, ${signal}`, colour: '#56B4E9', shape: 'triangle-down' },
    { name: `cosee-${signal}`, title: `COSEE, ${signal}`, colour, shape: 'diamond' },
  ];
}

const others: readonly Pick<MethodStyle, 'colour' | 'shape'>[] = [
  { colour: '#E69F00', shape: 'cross' },
  { colour: '#000000', shape: 'triangle-right' },
  { colour: '#999999', shape: 'triangle-left' },
];

/** The colours of what is no method, in the order of Okabe and Ito. */
export const palette = [
  '#E69F00',
  '#56B4E9',
  '#009E73',
  '#0072B2',
  '#D55E00',
  '#CC79A7',
  '#000000',
  '#999999',
];

/** The styles of the methods that occur: the known ones first, any other in a colour that none of them has. */
export function methodStyles(rows: readonly { readonly method: string }[]): MethodStyle[] {
  const names = [...new Set(rows.map((row) => row.method))];
  const unknown = names.filter((name) => !known.some((style) => style.name === name));
  const here = known.filter((style) => names.includes(style.name));
  const unused = others.filter(({ colour }) => !here.some((style) => style.colour === colour));
  const free = unused.length > 0 ? unused : others;
  return [
    ...here,
    ...unknown.map((name, i) => ({ name, title: methodTitle(name), ...free[i % free.length] })),
  ];
}

/** The name that a person reads: that of the papers, or of a method of one's own, its title. */
export function methodTitle(name: string): string {
  const own = known.find((style) => style.name === name)?.title;
  const titles = known.map(({ title }) => title);
  return own ?? rememberedTitle(name, titles) ?? name;
}

/** What text is drawn in. Said for every kind of text, for a page's theme colours whatever a figure leaves unsaid. */
const INK = '#000';

/** Under the pointer a mark tells its values. A line or an area is one mark of many values, so its points tell them. */
function tooltips(): Config {
  const tooltip = true;
  return {
    point: { tooltip },
    bar: { tooltip },
    rect: { tooltip },
    text: { tooltip, color: INK },
    tooltipFormat: { numberFormat: '.6~g' },
  };
}

/** Shared by every figure, on every page: the shipped font, quiet axes, titles at the left. */
export const config: Config = {
  font: 'Inter, sans-serif',
  background: 'white',
  padding: 12,
  ...tooltips(),
  title: {
    anchor: 'start',
    color: INK,
    fontSize: 15,
    subtitleFontSize: 11.5,
    subtitleColor: '#555',
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelColor: INK,
    labelFontSize: 11,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 8,
    gridColor: '#e8e8e8',
    domainColor: '#888',
    tickColor: '#888',
  },
  legend: {
    labelColor: INK,
    labelFontSize: 12,
    labelLimit: 0, // the whole of a title of one's own
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    symbolSize: 90,
  },
  header: {
    labelColor: INK,
    labelFontSize: 12.5,
    labelFontWeight: 'bold',
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 'normal',
  },
  view: { stroke: null },
};
