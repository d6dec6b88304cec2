import type { TopLevelSpec } from 'vega-lite';
import { display } from '../display';
import { cellsOf } from '../figures/cellsTable';
import { captionOf } from '../figures/options';
import { saveFigure } from '../figures/save';
import { htmlCells, textCells } from './cells';
import { displayCaption, displayPicture } from './picture';
import { report } from './report';

/**
 * Draws a figure, writes its files (see `saveFigure`) and shows it with its caption: as Vega-Lite if the front end
 * draws that, else as PNG, else as its description. A table is shown as HTML.
 */
export async function showFigure(name: string, spec: TopLevelSpec, rows: readonly object[]): Promise<void> {
  const { files, ...picture } = await saveFigure(name, spec, rows);
  const description = spec.description ?? 'no caption';
  const cells = cellsOf(spec);
  if (cells)
    display({
      'text/html': htmlCells(cells, spec),
      'text/plain': `Figure ${name}: ${textCells(cells, spec)}`,
    });
  else
    displayPicture(picture, description, {
      'application/vnd.vegalite.v5+json': inSixDigits(spec),
      'text/plain': `Figure ${name}: ${description}`,
    });
  displayCaption(captionOf(spec));
  report({ kind: 'figure', name, files });
}

/** The figure with numbers of six significant digits, which no eye can tell from more, so that notebooks stay small. */
const inSixDigits = (spec: TopLevelSpec): object =>
  JSON.parse(
    JSON.stringify(spec, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)),
  );
