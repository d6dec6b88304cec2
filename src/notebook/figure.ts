import type { TopLevelSpec } from 'vega-lite';
import { captionOf } from '../figures/options';
import { saveFigure } from '../figures/save';
import { displayCaption, displayPicture } from './picture';
import { report } from './report';

/**
 * Draws a figure, writes its files (see `saveFigure`) and shows it with its caption: as Vega-Lite if the front end
 * draws that, else as PNG, else as its description.
 */
export async function showFigure(name: string, spec: TopLevelSpec, rows: readonly object[]): Promise<void> {
  const { files, ...picture } = await saveFigure(name, spec, rows);
  const description = spec.description ?? 'no caption';
  displayPicture(picture, description, {
    'application/vnd.vegalite.v5+json': spec,
    'text/plain': `Figure ${name}: ${description}`,
  });
  displayCaption(captionOf(spec));
  report({ kind: 'figure', name, files });
}
