import type { TopLevelSpec } from 'vega-lite';
import { display } from '../display';
import { saveFigure } from '../figures/save';
import { report } from './report';

/**
 * Draws a figure, writes its files (see `saveFigure`) and shows it: as Vega-Lite if the front end draws that, else as
 * PNG, else as its caption.
 */
export async function showFigure(name: string, spec: TopLevelSpec, rows: readonly object[]): Promise<void> {
  const { png, files } = await saveFigure(name, spec, rows);
  display({
    'application/vnd.vegalite.v5+json': spec,
    'image/png': png.toString('base64'),
    'text/plain': `Figure ${name}: ${spec.description ?? 'no caption'}`,
  });
  report({ kind: 'figure', name, files });
}
