/** Makes a task of a person's own data file. */
import { resolve } from 'node:path';
import { LabError } from '../errors';
import { aFlag, aText, checkKinds, type Kind, optional } from '../kinds';
import { shownPath } from '../paths';
import type { RunSurroundings } from '../runs/surroundings';
import { openDataset } from '../text/dataset';
import { isKnownTask } from '../text/tasks';
import { examplesOf } from './examples';
import { fetchHubData, hubDataName, isHubData } from './hubData';
import { labelsOf } from './labels';
import { notesOn } from './notes';
import { readRows } from './rows';
import { nameOf, sourceFiles } from './source';
import type { OwnData } from './types';
import { importedFolder, writeTask } from './write';

const texts: Kind = [
  'a list of texts',
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
];

const columnKind: Kind = [
  'a list of one column, or of two for pairs',
  (value) => texts[1](value) && (value as string[]).length >= 1 && (value as string[]).length <= 2,
];

/** Where an imported task is kept. `say` receives notes on the data, such as rows that are in two splits. */
export interface ImportSurroundings extends Pick<RunSurroundings, 'say' | 'signal' | 'onProgress'> {
  /** The folder of imported tasks. Default: EARLY_EXIT_IMPORTED or data/imported. */
  readonly into?: string;
}

/**
 * A task made of a data file, as options of `run`: `run({ ...(await importData({ file, columns, label })), ... })`.
 * The examples are written as a folder with a task.json (`data`), whose name follows the content, and which every
 * command reads. So the same content has the same runs, whatever the format and the place of the file. Throws LabError
 * that names the file and the rows for data that cannot be used.
 */
export async function importData(
  own: OwnData,
  surroundings: ImportSurroundings = {},
): Promise<{ readonly task: string; readonly data: string }> {
  const { into = importedFolder(), say = console.log, ...others } = surroundings;
  const named = checked(own);
  const file = isHubData(own.file) ? await fetchHubData(own.file, { ...others, say }) : resolve(own.file);
  const asked = { ...named, file };
  const { folder, fingerprint } = await written(asked, resolve(into), say);
  const dataset = openDataset({ task: asked.task, data: folder });
  if (dataset.fingerprint === fingerprint) return { task: asked.task, data: folder };
  throw new LabError(
    `expected the files in ${folder} to be as they were imported, got other ones; ` +
      'remove the folder, and import the data again',
  );
}

/** The rows are read, checked and written here, so that they are not in memory when the task is opened. */
async function written(own: Asked, into: string, say: (line: string) => void) {
  const { splits, dropped } = await readRows(own, sourceFiles(own));
  const labels = labelsOf(own, [...splits.train, ...splits.validation, ...splits.test]);
  const made = examplesOf(own, splits, labels);
  for (const note of notesOn(own, made, labels, dropped)) say(note);
  const there = writeTask(made.dataset, into);
  say(`${own.task}: ${shownPath(there.folder)}`);
  return there;
}

type Asked = OwnData & { readonly task: string };

/** The data with absolute paths of its splits and the name of its task. Notebooks may hold code without types. */
function checked(own: OwnData): Asked {
  checkKinds<OwnData>('expected a data file and its columns', own, {
    ...{
      file: aText,
      columns: columnKind,
      label: aText,
      labels: optional(texts),
      regression: optional(aFlag),
    },
    ...{ validation: optional(aText), test: optional(aText), splitColumn: optional(aText) },
    ...{ dropIncomplete: optional(aFlag), task: optional(aText) },
  });
  const { file, columns, label, validation, test } = own;
  const { task = isHubData(file) ? hubDataName(file) : nameOf(file) } = own;
  if (new Set([...columns, label]).size < columns.length + 1)
    throw new LabError(`expected different columns, got ${columns.join(', ')} and the label ${label}`);
  if (isKnownTask(task) || !/^[\p{L}\p{N}_.-]+$/u.test(task) || /^\.*$/.test(task))
    throw new LabError(
      `expected a name for the task in letters, digits, - and _ that no task of the lab has, got '${task}'; ` +
        'give another name (task, or --task)',
    );
  const whole = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return { ...own, task, validation: whole(validation), test: whole(test) };
}
