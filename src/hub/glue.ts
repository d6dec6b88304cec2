/**
 * GLUE from the Hub. Its parquet files are read once and written as a folder that the lab's readers open: task.json,
 * train.jsonl, validation.jsonl, and for each file to submit a `SUBMISSION.test.jsonl` without labels.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { withFile, writeWhole } from '../files';
import { readParquet } from '../parquet';
import { withLock } from '../runs/lock';
import { shownValue } from '../shown';
import type { GlueTask } from '../text/tasks';
import { cachedSnapshot, checkInCache, type Snapshot } from './cache';
import { stopped } from './failure';
import { convertedFolder, convertedRoot } from './glueCache';
import { filesOfSplit, glueFiles, glueName, hubTaskOf, pathsIn, splitOf, splitsOf } from './glueTables';
import { intoCache } from './intoCache';
import { type Fetching, fetchSnapshot, type Wanted } from './snapshot';

/** A row by its columns. */
type HubRow = { readonly [column: string]: unknown };

/** The folder of a task, fetched and converted as far as necessary. */
export async function fetchGlue(task: GlueTask, revision: string, fetching: Fetching): Promise<string> {
  const name = glueName(revision);
  const cached = cachedSnapshot(name);
  const snapshot =
    cached && hasTask(cached, task) ? cached : await fetchSnapshot(name, glueWanted(task), fetching);
  const folder = convertedFolder(task, snapshot.commit);
  const lock = join(convertedRoot(), '.locks', `${task.name}-${snapshot.commit}`);
  const whileWaiting = () => {
    if (fetching.signal.aborted) throw stopped(task.name);
  };
  const work = async () => {
    if (!existsSync(join(folder, 'task.json'))) await convert(task, snapshot, folder, fetching);
  };
  await intoCache(lock, () => withLock(lock, whileWaiting, work, fetching.signal));
  return folder;
}

/** The files of a task in the repository. */
export const glueWanted = (task: GlueTask): Wanted => ({
  folder: hubTaskOf(task).folder,
  choose: (paths) => glueFiles(task, paths),
});

/** Whether a snapshot has all files of a task. */
function hasTask({ folder }: Snapshot, task: GlueTask): boolean {
  const paths = pathsIn(folder, task).filter((path) => existsSync(join(folder, path)));
  for (const path of paths) checkInCache(join(folder, path));
  return splitsOf(task).every((split) => filesOfSplit(task, split, paths) !== null);
}

/** Writes the folder under another name first, so that it appears whole. */
async function convert(
  task: GlueTask,
  { folder: from }: Snapshot,
  to: string,
  fetching: Fetching,
): Promise<void> {
  const { glue, name, labels, range, metrics, pair } = task;
  const temporary = `${to}.${process.pid}.tmp`;
  const paths = pathsIn(from, task);
  const write = async (split: string, file: string, lineOf: (row: HubRow, where: string) => object) => {
    const parts = filesOfSplit(task, split, paths) ?? [];
    await writeLines(
      parts.map((path) => join(from, path)),
      columnsOf(task),
      join(temporary, file),
      lineOf,
      fetching,
    );
  };
  try {
    await intoCache(to, async () => {
      mkdirSync(temporary, { recursive: true });
      await write(splitOf(glue.train), 'train.jsonl', labelled(task));
      await write(splitOf(glue.validation), 'validation.jsonl', labelled(task));
      for (const [submission, file] of Object.entries(glue.tests))
        await write(splitOf(file), `${submission}.test.jsonl`, numbered(task));
      const about = JSON.stringify({ name, labels, range, metrics, pair });
      withFile(join(temporary, 'task.json'), 'w', (output) => writeWhole(output, Buffer.from(about)));
      rmSync(to, { recursive: true, force: true });
      renameSync(temporary, to);
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The rows that are written at once. */
const AT_ONCE = 10_000;

const columnsOf = (task: GlueTask): string[] => {
  const [first, second] = hubTaskOf(task).columns;
  return [first, ...(second === undefined ? [] : [second]), 'label', 'idx'];
};

async function writeLines(
  files: readonly string[],
  columns: readonly string[],
  to: string,
  lineOf: (row: HubRow, where: string) => object,
  { signal, name }: Fetching,
): Promise<void> {
  for (const file of files) {
    const lines: string[] = [];
    const flush = () =>
      withFile(to, 'a', (output) => writeWhole(output, Buffer.from(lines.splice(0).join(''))));
    for await (const { number, cells } of readParquet(file, columns)) {
      const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
      lines.push(`${JSON.stringify(lineOf(row, `${file}: row ${number}`))}\n`);
      if (lines.length < AT_ONCE) continue;
      flush();
      await new Promise(setImmediate);
      if (signal.aborted) throw stopped(name.repository);
    }
    flush();
  }
}

function textsOf(task: GlueTask, row: HubRow, where: string) {
  const [sentence1, sentence2] = hubTaskOf(task).columns.map((column) => {
    const text = column === undefined ? '' : row[column];
    if (typeof text === 'string') return text;
    throw new LabError(`${where}: expected a text in ${column}, got ${shownValue(text)}`);
  });
  return { sentence1, sentence2 };
}

const labelled = (task: GlueTask) => (row: HubRow, where: string) => ({
  ...textsOf(task, row, where),
  label: task.range ? shortest(Number(row.label)) : Number(row.label),
});

const numbered = (task: GlueTask) => (row: HubRow, where: string) => ({
  index: Number(row.idx),
  ...textsOf(task, row, where),
});

/** The shortest decimal number that is the same float32: STS-B's 3.8 is stored as 3.799999952316284. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}
