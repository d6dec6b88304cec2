import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { LabError } from '../errors';
import { writeAtomically } from '../files';
import { projectRoot } from '../paths';
import { renderPng, renderSvg, sizeOf } from './render';

/** A drawn figure and its files. */
export interface SavedFigure {
  readonly name: string;
  readonly spec: TopLevelSpec;
  readonly svg: string;
  readonly png: Buffer;
  /** The size of the drawing. The PNG has more pixels. */
  readonly width: number;
  readonly height: number;
  readonly files: readonly string[];
}

/** The folder of figures: EARLY_EXIT_FIGURES, or data/figures. */
export function figuresFolder(): string {
  return process.env.EARLY_EXIT_FIGURES || join(projectRoot(), 'data', 'figures');
}

/** Draws a figure and writes NAME.svg, NAME.png, NAME.vl.json and NAME.csv (the rows of the figure) into a folder. */
export async function saveFigure(
  name: string,
  spec: TopLevelSpec,
  rows: readonly object[],
  folder = figuresFolder(),
): Promise<SavedFigure> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new LabError(`expected a figure's name of small letters, digits and hyphens, got '${name}'`);
  const svg = await renderSvg(spec);
  const png = await renderPng(svg);
  const contents: [string, string | Buffer][] = [
    ['svg', svg],
    ['png', png],
    ['vl.json', `${JSON.stringify(spec, null, 1)}\n`],
    ['csv', toCsv(rows)],
  ];
  const files = contents.map(([ending, content]) => {
    const file = join(folder, `${name}.${ending}`);
    writeAtomically(file, [content]);
    return file;
  });
  return { name, spec, svg, png, ...sizeOf(svg), files };
}

/** Rows as CSV (RFC 4180), with every column that occurs. Null and missing cells are empty. */
export function toCsv(rows: readonly object[]): string {
  const table = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  const columns = [...new Set(table.flatMap((row) => [...row.keys()]))];
  const lines = table.map((row) => columns.map((column) => cell(row.get(column))).join(','));
  return rows.length === 0 ? '' : [columns.map(cell).join(','), ...lines, ''].join('\r\n');
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
