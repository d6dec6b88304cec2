import type { Data, Layout } from 'plotly.js-dist';
import { display } from './display';

/** Shows a Plotly figure, for exploring: hover, zoom, sliders. `text` stands in where Plotly cannot draw. */
export function showPlotly(data: readonly Data[], layout: Partial<Layout>, text: string): void {
  display({
    'application/vnd.plotly.v1+json': { data, layout, config: { responsive: true } },
    'text/plain': text,
  });
}
