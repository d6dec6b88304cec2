/** What all figures have in common. */
import type { Config } from 'vega-lite';

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
