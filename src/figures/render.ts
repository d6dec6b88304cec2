import { join } from 'node:path';
import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { readJsonObject } from '../json';
import { projectRoot } from '../paths';

declare module 'vega' {
  // Exported by vega, but missing in its types.
  export const textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number };
  export function resetSVGDefIds(): void;
}

const fonts = join(projectRoot(), 'data', 'fonts');

/**
 * Draws a Vega-Lite spec as SVG, without a browser. Text stays text, and the caption is the description. Equal specs
 * give equal bytes. The spec's rows are copied, because Vega writes into the rows that it draws.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  vega.textMetrics.width = textWidth;
  vega.resetSVGDefIds(); // otherwise the ids of clip paths continue those of the last figure
  const compiled: Spec = compile(structuredClone(spec)).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  try {
    return withCaption(await view.toSVG(), spec.description ?? '');
  } finally {
    view.finalize();
  }
}

function withCaption(svg: string, caption: string): string {
  const text = caption.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return svg.replace('>', () => `><desc>${text}</desc>`);
}

/** The width and height that the first tag of an SVG gives. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const side = (name: string) => Number(svg.match(new RegExp(`^<svg [^>]*\\b${name}="([\\d.]+)"`))?.[1]);
  return { width: side('width'), height: side('height') };
}

/**
 * Draws an SVG as PNG on white in the shipped font, with `scale` pixels for each unit of the SVG. Rows are not filtered,
 * because the flat areas of a figure then compress best: the file is 40% smaller than what Resvg writes.
 */
export async function renderPng(svg: string, scale = 2): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const { PNG } = await import('pngjs');
  const fontFiles = ['Inter-Regular.ttf', 'Inter-Bold.ttf'].map((file) => join(fonts, file));
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' };
  const drawn = new Resvg(svg, { font, background: 'white', fitTo: { mode: 'zoom', value: scale } }).render();
  const { width, height } = drawn;
  const png = Object.assign(new PNG({ width, height }), { data: drawn.pixels });
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}

let widths: Map<string, number> | undefined;

/**
 * The width of a text from the widths of the shipped font. Without a canvas Vega assumes 0.8 em for every character.
 */
function textWidth({ fontSize = 11 }: { fontSize?: number }, text: unknown): number {
  widths ??= readWidths();
  let ems = 0;
  for (const character of String(text)) ems += widths.get(character) ?? 0.6;
  return ems * fontSize;
}

function readWidths(): Map<string, number> {
  const file = readJsonObject(join(fonts, 'inter-widths.json'), 'the widths of the font');
  return new Map(Object.entries(file.widths ?? {}).map(([character, width]) => [character, Number(width)]));
}
