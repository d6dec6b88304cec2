import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { shown } from '../shown';
import type { Example } from '../types';
import { readLines } from '../utf8';
import { numberLabel } from './numbers';
import type { GlueFiles, GlueTask } from './tasks';

/** The examples of the two files of a task. `skippedRows` counts QQP's rows with too few columns. */
export interface GlueSplits {
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly skippedRows: number;
}

/** Reads a task of the classic GLUE release from its own folder, or from the folder that holds RTE/, MRPC/, ... */
export function readGlueTask(task: GlueTask, directory: string): GlueSplits {
  const folder = glueFolder(task, directory);
  const train = readGlueFile(task, join(folder, task.glue.train));
  const validation = readGlueFile(task, join(folder, task.glue.validation));
  return {
    train: train.examples,
    validation: validation.examples,
    skippedRows: train.skippedRows + validation.skippedRows,
  };
}

/** Labelled examples. Rows with too few columns are skipped if the task says so. */
export function readGlueFile(
  task: GlueTask,
  file: string,
): { readonly examples: Example[]; readonly skippedRows: number } {
  const { glue } = task;
  const { header, rows } = readGlueTable(file, glue.columns);
  const at = { ...sentenceColumns(glue, header, file), label: columnOf(glue.label, header, file) };
  const examples: Example[] = [];
  let skippedRows = 0;
  for (const row of rows) {
    if (row.cells.length < header.length && glue.shortRows === 'skipped') {
      skippedRows++;
      continue;
    }
    checkWidth(row, header);
    examples.push({ ...sentencesOf(row, at), label: labelOf(task, row.cells[at.label], row.where) });
  }
  if (examples.length === 0) throw new LabError(`${file}: expected examples, found none after the header`);
  return { examples, skippedRows };
}

/** A row of a GLUE file; `where` names it in error messages. */
interface GlueRow {
  readonly cells: readonly string[];
  readonly where: string;
}

/** Tab-delimited without quoting: a leading " is text. `columns` names the columns of a file without a header. */
export function readGlueTable(
  file: string,
  columns?: readonly string[],
): { readonly header: readonly string[]; readonly rows: Iterable<GlueRow> } {
  const lines = linesOf(file);
  const first = columns ? 0 : 1;
  return { header: columns ?? lines[0].split('\t'), rows: rowsFrom(first, lines, file) };
}

/** Yields one row at a time: the cells of all rows of MNLI would need much memory. */
function* rowsFrom(first: number, lines: readonly string[], file: string): Iterable<GlueRow> {
  for (let i = first; i < lines.length; i++) yield { cells: lines[i].split('\t'), where: `${file}:${i + 1}` };
}

export function checkWidth({ cells, where }: GlueRow, header: readonly string[]): void {
  if (cells.length === header.length) return;
  throw new LabError(
    `${where}: expected ${header.length} columns separated by tabs (${shown(header.join(', '), 200)}), ` +
      `got ${cells.length}`,
  );
}

/** The index of a column in the header. */
export function columnOf(name: string, header: readonly string[], file: string): number {
  const at = header.indexOf(name);
  if (at >= 0 && header.lastIndexOf(name) === at) return at;
  const found = at < 0 ? 'found' : 'found it twice in';
  throw new LabError(
    `${file}: expected one column '${name}' in the header, which tabs separate, ` +
      `${found} ${shown(header.join(', '), 200)}`,
  );
}

/** The column indices of a task's sentences. */
export function sentenceColumns(glue: GlueFiles, header: readonly string[], file: string) {
  return {
    sentence1: columnOf(glue.sentence1, header, file),
    sentence2: glue.sentence2 === undefined ? null : columnOf(glue.sentence2, header, file),
  };
}

export function sentencesOf(
  { cells }: GlueRow,
  at: ReturnType<typeof sentenceColumns>,
): Pick<Example, 'sentence1' | 'sentence2'> {
  const sentence1 = cells[at.sentence1];
  return at.sentence2 === null ? { sentence1 } : { sentence1, sentence2: cells[at.sentence2] };
}

/** The folder of a task's files: the given folder or one inside it. Throws LabError if neither has the files. */
export function glueFolder(task: GlueTask, directory: string): string {
  const candidates = [directory, join(directory, task.glue.folder)];
  const found = candidates.find((folder) => existsSync(join(folder, task.glue.train)));
  if (found) return found;
  throw new LabError(
    `expected ${task.glue.train} and ${task.glue.validation} of ${task.name} in ` +
      `${candidates.join(' or ')}, found neither; ` +
      'give the folder of the task, or the one that holds the folders of the GLUE tasks',
  );
}

function linesOf(file: string): string[] {
  const lines = readLines(file, 'a GLUE file');
  while (lines.length > 0 && lines[lines.length - 1] === '') lines.pop();
  if (lines.length === 0) throw new LabError(`${file}: expected examples, the file is empty`);
  return lines;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

function labelOf({ glue, range }: GlueTask, spelt: string, where: string): number {
  if (range) return numberLabel(range, DECIMAL.test(spelt) ? Number(spelt) : spelt, where);
  const label = glue.spelling.indexOf(spelt);
  if (label >= 0) return label;
  throw new LabError(
    `${where}: expected the label to be one of ${glue.spelling.join(', ')}, got '${shown(spelt)}'`,
  );
}
