/** The options of a person's own data file, for the commands that train. */
import { statSync } from 'node:fs';
import { LabError } from '../errors';
import { isHubData } from '../ownData/hubData';
import { importData } from '../ownData/importData';
import type { OwnData } from '../ownData/types';
import { standing } from '../paths';
import type { RunSurroundings } from '../runs/surroundings';
import { type Given, type Options, textOption } from './options';

/** The options that stand beside --data FILE. */
export const ownDataOptions: Options = {
  columns: { value: 'NAMES', about: 'of a data file: the column of the text, or text,text2 for pairs' },
  label: { value: 'NAME', about: 'of a data file: the column of the label' },
  labels: {
    value: 'NAMES',
    about: 'the names of the classes, in order, separated by commas (those in the file)',
  },
  regression: { about: 'the labels of a data file are numbers to be predicted' },
  validation: { value: 'FILE', about: 'a data file with the validation examples (a tenth of the rows)' },
  test: { value: 'FILE', about: 'a data file with the test examples' },
  'split-column': { value: 'NAME', about: 'the column that says train, validation or test' },
  'drop-incomplete': { about: 'leave out rows of a data file without a text or a label' },
};

/** `a,b` as `['a', 'b']`. */
const namesOf = (text: string | undefined): string[] | undefined =>
  text?.split(',').map((name) => name.trim());

/** The data file that the options describe; null if none does. Throws LabError for options without the others. */
export function ownDataOf(given: Given): OwnData | null {
  const typed = textOption(given, 'data');
  const file = typed === undefined || isHubData(typed) ? typed : standing().typedPath(typed);
  const columns = namesOf(textOption(given, 'columns'));
  const label = textOption(given, 'label');
  const named = Object.keys(ownDataOptions).filter((name) => given[name] !== undefined);
  const isFile =
    file !== undefined && (isHubData(file) || statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  if (named.length === 0 && !isFile) return null;
  if (file === undefined || columns === undefined || label === undefined)
    throw new LabError(
      `expected --data FILE, --columns NAMES and --label NAME together, got --${isFile ? `data ${typed}` : named[0]} ` +
        'without the others; --help lists the options',
    );
  return {
    ...{ file, columns, label, labels: namesOf(textOption(given, 'labels')) },
    ...{ validation: textOption(given, 'validation'), test: textOption(given, 'test') },
    splitColumn: textOption(given, 'split-column'),
    regression: given.regression === true ? true : undefined,
    dropIncomplete: given['drop-incomplete'] === true ? true : undefined,
    task: textOption(given, 'task'),
  };
}

/** Notes go to stderr. Stdout belongs to what a command is asked for. */
export const sayNote = (line: string): void => console.error(line);

/** The options with the data file imported: they name a task and its folder then. */
export async function imported(given: Given, surroundings: RunSurroundings): Promise<Given> {
  const own = ownDataOf(given);
  return own === null ? given : { ...given, ...(await importData(own, { ...surroundings, say: sayNote })) };
}
