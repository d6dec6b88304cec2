import type { Data, Layout } from 'plotly.js-dist';
import { display } from '../display';
import { freeColours } from '../figures/looks';
import { plotlyStill } from '../figures/plotlyStill';
import { renderSvg } from '../figures/render';
import { displayPicture, pictureOf } from './picture';

/**
 * Shows a Plotly figure, for exploring: hover, zoom, sliders. Where Plotly cannot draw, as on an exported page, the
 * fallback of a two-dimensional line figure is a picture of the same points, drawn with Vega. The fallback of other
 * figures is `text`.
 */
export async function showPlotly(
  data: readonly Data[],
  layout: Partial<Layout>,
  text: string,
): Promise<void> {
  const coloured = { colorway: [...freeColours], ...layout };
  const still = plotlyStill(data, coloured);
  const bundle = {
    'application/vnd.plotly.v1+json': { data, layout: coloured, config: { responsive: true } },
    'text/plain': text,
  };
  if (still) displayPicture(await pictureOf(await renderSvg(still)), text, bundle);
  else display(bundle);
}
