/** How a picture and its caption stand in a notebook. */
import { display, inNotebook, type MimeBundle } from '../display';
import { renderPng, sizeOf } from '../figures/render';
import { escapeHtml } from './html';

/** The widest picture on a page; a wider one is shown smaller. */
const PAGE_WIDTH = 1000;

/** A picture as PNG. The file has two pixels for each one of the page. */
export interface Picture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Draws an SVG as a picture. */
export const pictureOf = async (svg: string): Promise<Picture> => ({
  png: await renderPng(svg),
  ...sizeOf(svg),
});

/**
 * Shows a picture in a bundle at its true size, with `alt` for readers who cannot see it. nbconvert and JupyterLab read
 * the size; nbconvert's classic pages read `alt`.
 */
export function displayPicture({ png, width, height }: Picture, alt: string, bundle: MimeBundle): void {
  const scale = Math.min(1, PAGE_WIDTH / width);
  const size = { width: Math.round(scale * width), height: Math.round(scale * height) };
  display({ ...bundle, 'image/png': png.toString('base64') }, { 'image/png': { ...size, alt } });
}

/** Shows a caption under what was shown last. Only in a notebook: elsewhere the text of a figure has its caption. */
export function displayCaption(caption: string): void {
  if (caption === '' || !inNotebook()) return;
  display({
    'text/html': `<p style="max-width: 50em; margin: 0"><small>${escapeHtml(caption)}</small></p>`,
    'text/plain': caption,
  });
}
