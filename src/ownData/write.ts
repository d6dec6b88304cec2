/** Writes a task as a folder with a task.json, which `openDataset` reads. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { codeOf, makeFolder, writeAtomically } from '../files';
import { projectRoot } from '../paths';
import { fingerprintOf } from '../text/dataset';
import type { Dataset, Example, Task } from '../types';

/** The folder of imported tasks. */
export const importedFolder = (): string =>
  process.env.EARLY_EXIT_IMPORTED || join(projectRoot(), 'data', 'imported');

/** Characters that are written at once. */
const AT_ONCE = 1 << 16;

/**
 * Writes a task and its examples into a folder of `into`. Its name is that of the task with a digest of the content; if
 * it is there, nothing is written.
 */
export function writeTask(
  dataset: Omit<Dataset, 'fingerprint'>,
  into: string,
): { readonly folder: string; readonly fingerprint: string } {
  const fingerprint = fingerprintOf(dataset);
  const folder = join(into, `${dataset.task.name}-${fingerprint.slice(0, 12)}`);
  if (!existsSync(join(folder, 'task.json'))) writeFolder(dataset, into, folder);
  return { folder, fingerprint };
}

/** The folder appears whole, or not at all. */
function writeFolder(
  { task, train, validation, test }: Omit<Dataset, 'fingerprint'>,
  into: string,
  folder: string,
): void {
  makeFolder(into);
  const temporary = mkdtempSync(join(into, '.import-'));
  try {
    for (const [name, examples] of Object.entries({ train, validation, test }))
      if (examples) writeAtomically(join(temporary, `${name}.jsonl`), linesOf(task, examples));
    writeAtomically(join(temporary, 'task.json'), [`${JSON.stringify(task, null, 2)}\n`]);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process may have imported the same data in the meantime.
    if (existsSync(join(folder, 'task.json'))) return;
    throw error instanceof LabError ? error : new LabError(`cannot write ${folder} (${codeOf(error)})`);
  }
}

/** A line for each example, with the name of its class. */
function* linesOf(task: Task, examples: readonly Example[]): Iterable<string> {
  let lines = '';
  for (const { label, ...texts } of examples) {
    lines += `${JSON.stringify({ ...texts, label: task.range ? label : task.labels[label] })}\n`;
    if (lines.length < AT_ONCE) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
