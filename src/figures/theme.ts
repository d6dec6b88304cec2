/** The settings that all figures share. */
import type { Config } from 'vega-lite';

/** The colour of text. Every kind of text sets it, because a page's theme colours what a figure leaves open. */
const INK = '#000';

/** Tooltips with the values of a mark. A line or an area is one mark of many values, so its points show them. */
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

/** The configuration of every figure on every page: the shipped font, light axes, titles at the left. */
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
    labelLimit: 0, // the whole title of a person's own method
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
