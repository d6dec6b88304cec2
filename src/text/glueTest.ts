import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import { fetchedGlue, glueRevisionOf } from '../hub/glueCache';
import { parseJsonObject } from '../json';
import { shown } from '../shown';
import type { Example } from '../types';
import { readLines } from '../utf8';
import { checkWidth, columnOf, readGlueTable, sentenceColumns, sentencesOf } from './glue';
import { type GlueTask, glueTaskByName } from './tasks';

/** Unlabelled examples. GLUE's server scores their predictions. */
export interface GlueTest {
  readonly task: GlueTask;
  /** The name of the file to submit, without `.tsv`. MNLI has two. */
  readonly submission: string;
  /** [N]: the row numbers in the file. */
  readonly index: readonly number[];
  /** [N]; all labels are 0, because the true ones are not published. */
  readonly examples: readonly Example[];
}

/**
 * The test sets of a task of the classic GLUE release, from its own folder or from the folder that holds RTE/, MRPC/,
 * ...; without `data`, or for a revision of GLUE on the Hugging Face Hub, those that `bringToHand` fetched. All files
 * of the classic release have a header, also CoLA's. Throws LabError for a task outside GLUE and for files that are
 * missing or have another form.
 */
export function readGlueTests(name: string, data?: string): GlueTest[] {
  const task = glueTaskByName(name);
  const revision = glueRevisionOf(data);
  const fetched = revision === null ? null : fetchedGlue(task, revision);
  return Object.entries(task.glue.tests).map(([submission, file]) => ({
    task,
    submission,
    ...(fetched
      ? readListed(task, join(fetched.folder, `${submission}.test.jsonl`))
      : readTestFile(task, testFile(task, resolve(data ?? ''), file))),
  }));
}

/** Lines of JSON with an index and sentences. */
function readListed(task: GlueTask, file: string): Pick<GlueTest, 'index' | 'examples'> {
  const rows = readLines(file, `test examples of ${task.name}`)
    .filter((line) => line !== '')
    .map((line, i) => parseJsonObject(line, `${file}:${i + 1}`, 'an example'));
  const examples = rows.map(({ sentence1, sentence2 }) => ({
    sentence1: `${sentence1}`,
    ...(task.pair && { sentence2: `${sentence2}` }),
    label: 0,
  }));
  return { index: rows.map(({ index }) => Number(index)), examples };
}

function testFile(task: GlueTask, directory: string, file: string): string {
  const candidates = [join(directory, file), join(directory, task.glue.folder, file)];
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new LabError(
    `expected the test set of ${task.name} at ${candidates.join(' or ')}, found neither; ` +
      'give the folder of the task, or the one that holds the folders of the GLUE tasks',
  );
}

/** No row is skipped, whatever its number of columns: the server expects a prediction for each. */
function readTestFile(task: GlueTask, file: string): Pick<GlueTest, 'index' | 'examples'> {
  const { header, rows } = readGlueTable(file);
  const at = sentenceColumns(task.glue, header, file);
  const number = columnOf(task.glue.index ?? 'index', header, file);
  const index = new Set<number>();
  const examples: Example[] = [];
  for (const row of rows) {
    checkWidth(row, header);
    const own = indexOf(row.cells[number], row.where);
    if (index.has(own)) throw new LabError(`${row.where}: expected each number once, got row ${own} again`);
    index.add(own);
    examples.push({ ...sentencesOf(row, at), label: 0 });
  }
  if (examples.length === 0) throw new LabError(`${file}: expected examples, found none after the header`);
  return { index: [...index], examples };
}

function indexOf(cell: string, where: string): number {
  if (/^\d+$/.test(cell)) return Number(cell);
  throw new LabError(`${where}: expected the number of the row, got '${shown(cell)}'`);
}
