import { basename } from 'node:path';
import { LabError } from '../errors';
import { rowsText } from '../table';

/** The largest number of problems of which one error tells. An error has at most ten lines. */
const TOLD = 8;

/** Collects what is wrong with rows, so that one error tells of all rows. */
export class Problems {
  /** What is wrong in which file, and the numbers of the rows. */
  private readonly found = new Map<string, number[]>();

  add(what: string, { file, row }: { readonly file: string; readonly row: number }): void {
    const key = `${basename(file)}: ${what}`;
    const rows = this.found.get(key) ?? [];
    if (rows.length === 0) this.found.set(key, rows);
    rows.push(row);
  }

  /** Throws LabError if there are problems: a line for each, with the numbers of its rows. */
  refuse(file: string, advice: string): void {
    if (this.found.size === 0) return;
    const lines = [...this.found].map(([what, rows]) => `  ${what}, ${rowsText(rows)}`);
    const more = lines.length > TOLD ? [`  and ${lines.length - TOLD} other problems`] : [];
    throw new LabError([`${file}: ${advice}`, ...lines.slice(0, TOLD), ...more].join('\n'));
  }
}
